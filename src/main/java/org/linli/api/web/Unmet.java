package org.linli.api.web;

import org.linli.kernel.Refusal;
import org.springframework.http.HttpStatus;

/** A refusal under a status of HTTP that no page knows 协议层拒绝: what cannot be read (400), and what moved before (412). */
final class Unmet extends RuntimeException {

    private final HttpStatus status;
    private final Refusal why;

    private Unmet(HttpStatus status, Refusal why) {
        super(why.code(), null, false, false);
        this.status = status;
        this.why = why;
    }

    static Unmet malformed() {
        return new Unmet(HttpStatus.BAD_REQUEST, Refusal.invalid("api.body"));
    }

    static Unmet moved() {
        return new Unmet(HttpStatus.PRECONDITION_FAILED, Refusal.movedOn("api.moved"));
    }

    HttpStatus status() {
        return status;
    }

    Refusal why() {
        return why;
    }
}
