package org.linli.platform.backup;

/** A back-up or a restore cannot be done, with one sentence that says why and what to do. */
final class BackupRefused extends RuntimeException {

    BackupRefused(String sentence) {
        super(sentence);
    }
}
