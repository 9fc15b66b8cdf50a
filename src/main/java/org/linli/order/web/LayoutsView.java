package org.linli.order.web;

import java.util.List;
import java.util.Map;
import org.linli.order.Layout;

/**
 * The page of layouts 表格格式.
 *
 * @param decides whether whoever looks may make and drop those of their place
 */
public record LayoutsView(List<One> layouts, Typed typed, boolean decides) {

    static final String PATH = "/desk/layouts";

    /**
     * One of them.
     *
     * @param columns what each heading holds
     * @param own whether it is of the place of whoever looks
     */
    public record One(Layout layout, String name, Map<String, String> columns, boolean own) {}

    /** What was typed into its form. */
    public record Typed(String name, String source, String columns) {}
}
