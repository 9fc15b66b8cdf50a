package org.linli.gateway;

import org.linli.kernel.Refusal;

/** A refusal 错误 as GeoReport v2 says it: one of its statuses, and the reason. */
public final class Fault extends RuntimeException {

    private final int status;
    private final Refusal why;

    private Fault(int status, Refusal why) {
        super(why.getMessage(), null, false, false);
        this.status = status;
        this.why = why;
    }

    /** Something is missing or wrong (400). */
    public static Fault wrong(Refusal why) {
        return new Fault(400, why);
    }

    /** The API key is missing, unknown, or of another jurisdiction (403). */
    public static Fault forbidden(Refusal why) {
        return new Fault(403, why);
    }

    /** What is named does not exist here (404). */
    public static Fault unknown(Refusal why) {
        return new Fault(404, why);
    }

    public int status() {
        return status;
    }

    public Refusal why() {
        return why;
    }
}
