package org.linli.organisation;

import java.util.Arrays;
import java.util.Optional;

/** A language 语言 that somebody speaks beside Chinese, which everybody in office does (双语服务岗 3-24). */
public enum Spoken {
    /** 藏语. */
    TIBETAN("bo"),
    /** 蒙古语. */
    MONGOLIAN("mn"),
    /** 英语. */
    ENGLISH("en");

    private final String tag;

    Spoken(String tag) {
        this.tag = tag;
    }

    /** Its tag: {@code bo}. */
    public String tag() {
        return tag;
    }

    /** The language of a tag; none for Chinese, and for what is unknown. */
    public static Optional<Spoken> of(String tag) {
        return Arrays.stream(values()).filter(each -> each.tag.equals(tag)).findFirst();
    }
}
