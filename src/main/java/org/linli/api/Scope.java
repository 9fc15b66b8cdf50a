package org.linli.api;

import java.util.Arrays;
import org.linli.kernel.Refusal;

/** What a token may be used for 权限范围; it never allows more than the person themselves may do. */
public enum Scope {
    /** 查看. */
    READ("orders:read"),
    /** 办理: every step but placing. */
    WRITE("orders:write"),
    /** 点单, or joining one nearby 我也遇到. */
    PLACE("orders:place"),
    /** 热线工单: passing on tickets of 12345, and asking after them. */
    HOTLINE("hotline:tickets");

    private final String code;

    Scope(String code) {
        this.code = code;
    }

    /** As tokens and their descriptions name it. */
    public String code() {
        return code;
    }

    /** Reads a code. Refuses an unknown one as {@code api.scopeUnknown}. */
    public static Scope of(String code) {
        return Arrays.stream(values())
                .filter(scope -> scope.code.equals(code))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("api.scopeUnknown"));
    }
}
