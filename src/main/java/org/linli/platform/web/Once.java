package org.linli.platform.web;

import java.util.function.Supplier;

/** One write request 一次提交: done once, however often its form is sent. */
public interface Once {

    /** The request's attribute under which a filter keeps the bytes of a body that is no form, so that they count as sent. */
    String BODY = "org.linli.once.body";

    /**
     * Does the work in one transaction and answers with where to go next; a repetition with the same body gets the same
     * answer without doing it again. Refuses the same key with another body (409).
     */
    default String path(Supplier<String> work) {
        return path("", work);
    }

    /** The same, where the answer is known beforehand unless the work gives another: it is remembered in one statement instead of two. */
    String path(String usual, Supplier<String> work);

    /** As {@link #path(Supplier)}, as an answer. */
    default Answer go(Supplier<String> work) {
        return Answer.go(path(work));
    }

    /** As {@link #path(String, Supplier)}, as an answer. */
    default Answer go(String usual, Supplier<String> work) {
        return Answer.go(path(usual, work));
    }
}
