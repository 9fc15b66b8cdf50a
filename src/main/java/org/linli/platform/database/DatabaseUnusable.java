package org.linli.platform.database;

/** The database cannot be used, with one sentence that says why and what to do. */
public class DatabaseUnusable extends RuntimeException {

    public DatabaseUnusable(String sentence) {
        super(sentence);
    }

    DatabaseUnusable(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
