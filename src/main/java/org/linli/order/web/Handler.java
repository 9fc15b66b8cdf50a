package org.linli.order.web;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.linli.order.Fit;
import org.linli.order.Fit.Able;
import org.linli.organisation.Organisation;
import org.linli.organisation.Rota.Present;
import org.linli.platform.web.Page;

/**
 * An organisation that may be sent an order 派给谁, and why.
 *
 * @param place where it is responsible
 * @param category for what; empty for everything
 * @param own whether it is the acting person's own, which would take it itself 自办
 */
public record Handler(
        UUID id, String name, Organisation.Kind kind, String place, String category, boolean own, Fit fit) {

    private static final int NAMES = 2;

    /** Whether it is suggested, and not only possible. */
    public boolean suggested() {
        return fit.suggested();
    }

    /** Why, in one everyday sentence. */
    public String why(Page page) {
        List<String> parts = new ArrayList<>();
        if (own) {
            parts.add(page.t("order.fit.own"));
        }
        parts.add(
                fit.named()
                        ? page.t("order.suggested", place, category.isEmpty() ? page.t("order.everything") : category)
                        : fit.usual()
                                ? page.t("order.fit.usual", page.t("organisation.kind.".concat(kind.name())), place)
                                : place);
        fit.needed()
                .map(language -> page.t("organisation.language.".concat(language.name())))
                .ifPresent(language -> parts.add(
                        fit.speaks()
                                ? page.t("order.fit.speaks", able(fit.speakers(), page), language)
                                : page.t("order.fit.speaksNot", language)));
        switch (fit.presence()) {
            case ON ->
                parts.add(page.t(
                        "order.fit.onDuty",
                        names(
                                fit.duty().present().stream()
                                        .map(Present::name)
                                        .distinct()
                                        .toList(),
                                page)));
            case OFF -> parts.add(page.t("order.fit.offDuty"));
            case UNKNOWN -> {}
        }
        if (!fit.skilled().isEmpty()) {
            parts.add(page.t(
                    "order.fit.skilled",
                    fit.skill()
                            .map(skill -> page.t("organisation.skill.".concat(skill.name())))
                            .orElse(""),
                    able(fit.skilled(), page)));
        }
        parts.add(page.t("order.fit.inHand", Integer.toString(fit.inHand())));
        return parts.stream().filter(part -> !part.isEmpty()).collect(Collectors.joining(page.t("order.fit.and")));
    }

    private static String able(List<Able> all, Page page) {
        return names(all.stream().map(Able::name).toList(), page);
    }

    private static String names(List<String> all, Page page) {
        String some = all.stream().limit(NAMES).collect(Collectors.joining(page.t("order.fit.comma")));
        return all.size() > NAMES ? page.t("order.fit.more", some, Integer.toString(all.size())) : some;
    }
}
