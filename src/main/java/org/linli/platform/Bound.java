package org.linli.platform;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import org.postgresql.util.PGobject;

/**
 * How a value that may be missing is bound to a statement 可空参数: with its type even where it is missing. A plain null has none, and
 * the driver gives up what it prepared whenever a type differs from the time before: the database would read, rewrite and plan
 * the statement anew for each other mixture of nulls, which takes longer than carrying it out.
 */
public final class Bound {

    private static final PGobject NO_ID = missing("uuid");
    private static final PGobject NO_IDS = missing("uuid[]");
    private static final PGobject NO_TIME = missing("timestamptz");
    private static final PGobject NO_DATE = missing("date");
    private static final PGobject NO_TEXT = missing("varchar");
    private static final PGobject NO_TEXTS = missing("varchar[]");
    private static final PGobject NO_NUMBER = missing("int4");
    private static final PGobject NO_COUNT = missing("int8");
    private static final PGobject NO_FLAG = missing("bool");
    private static final PGobject NO_BYTES = missing("bytea");

    private Bound() {}

    public static Object id(Optional<UUID> id) {
        return id.isPresent() ? id.get() : NO_ID;
    }

    public static Object time(Optional<Instant> time) {
        return time.isPresent() ? time.get().atOffset(ZoneOffset.UTC) : NO_TIME;
    }

    public static Object ids(Optional<? extends Collection<UUID>> ids) {
        return ids.isPresent() ? ids.get().toArray(UUID[]::new) : NO_IDS;
    }

    public static Object date(Optional<LocalDate> date) {
        return date.isPresent() ? date.get() : NO_DATE;
    }

    public static Object text(Optional<String> text) {
        return text.isPresent() ? text.get() : NO_TEXT;
    }

    /** The same of a text that is empty where it is missing. */
    public static Object text(String text) {
        return text.isEmpty() ? NO_TEXT : text;
    }

    public static Object texts(Optional<? extends Collection<String>> texts) {
        return texts.isPresent() ? texts.get().toArray(String[]::new) : NO_TEXTS;
    }

    /** A constant's name. */
    public static Object name(Optional<? extends Enum<?>> constant) {
        return text(constant.map(Enum::name));
    }

    /** A number of 32 bits. */
    public static Object number(Optional<Integer> number) {
        return number.isPresent() ? number.get() : NO_NUMBER;
    }

    /** A number of 64 bits. */
    public static Object count(Optional<Long> count) {
        return count.isPresent() ? count.get() : NO_COUNT;
    }

    public static Object flag(Optional<Boolean> flag) {
        return flag.isPresent() ? flag.get() : NO_FLAG;
    }

    public static Object bytes(Optional<byte[]> bytes) {
        return bytes.isPresent() ? bytes.get() : NO_BYTES;
    }

    private static PGobject missing(String type) {
        PGobject missing = new PGobject();
        missing.setType(type);
        return missing;
    }
}
