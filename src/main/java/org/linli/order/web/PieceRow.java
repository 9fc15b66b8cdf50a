package org.linli.order.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.order.Shares;
import org.linli.order.Step;

/** One line of the form that splits an order 分办的一份, as it was typed. */
public record PieceRow(String to, String what, String amount, String unit) {

    static final PieceRow EMPTY = new PieceRow("", "", "", "");

    /** All lines in which something was chosen or written; at most as many as the form has. */
    static List<PieceRow> of(HttpServletRequest request) {
        List<PieceRow> rows = new ArrayList<>();
        for (int i = 0; i < Shares.MOST; i++) {
            PieceRow row = new PieceRow(
                    nth(request, "to", i), nth(request, "what", i), nth(request, "amount", i), nth(request, "unit", i));
            if (!row.to().isEmpty() || !row.what().isBlank()) {
                rows.add(row);
            }
        }
        return List.copyOf(rows);
    }

    private static String nth(HttpServletRequest request, String name, int n) {
        String[] values = request.getParameterValues(name);
        return values == null || n >= values.length ? "" : values[n];
    }

    /** What it says. Refuses a line without an organisation, without words, or with a term that is none. */
    Step.Piece piece(TimeLimit usual) {
        UUID organisation;
        try {
            organisation = UUID.fromString(to);
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("order.handler");
        }
        return new Step.Piece(organisation, what, amount.isBlank() ? usual : TimeLimit.of(amount, unit));
    }
}
