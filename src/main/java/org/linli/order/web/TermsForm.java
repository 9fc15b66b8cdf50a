package org.linli.order.web;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.order.Categories;
import org.linli.order.Terms;
import org.linli.order.Uptake;
import org.linli.organisation.Organisation;

/** The terms of a category as a form brings them, as they were typed. */
public record TermsForm(
        String amount,
        String unit,
        Waiting waiting,
        String evidence,
        String responsible,
        String seen,
        boolean urgent,
        boolean errand,
        String filing,
        String closing,
        boolean offered,
        String subclass) {

    /** Until it is taken up and accepted, as it was typed; where an amount is empty, what usually holds. */
    public record Waiting(
            @Nullable String filingAmount,
            @Nullable String filingUnit,
            @Nullable String acceptanceAmount,
            @Nullable String acceptanceUnit) {

        /** Nothing is typed. */
        public static final Waiting USUAL = new Waiting("", "", "", "");

        public Waiting {
            filingAmount = or(filingAmount);
            filingUnit = or(filingUnit);
            acceptanceAmount = or(acceptanceAmount);
            acceptanceUnit = or(acceptanceUnit);
        }

        static Waiting of(Uptake uptake) {
            return new Waiting(
                    Integer.toString(uptake.filing().amount()),
                    uptake.filing().unit().name(),
                    Integer.toString(uptake.acceptance().amount()),
                    uptake.acceptance().unit().name());
        }

        Uptake uptake(boolean urgent) {
            Uptake usual = Uptake.usual(urgent);
            return new Uptake(
                    or(filingAmount).isEmpty() ? usual.filing() : TimeLimit.of(filingAmount, filingUnit),
                    or(acceptanceAmount).isEmpty()
                            ? usual.acceptance()
                            : TimeLimit.of(acceptanceAmount, acceptanceUnit));
        }
    }

    /** Who may be responsible: whoever can be sent an order, and the community itself. */
    public static final List<Organisation.Kind> RESPONSIBLE = List.of(
            Organisation.Kind.PROPERTY,
            Organisation.Kind.GRID_TEAM,
            Organisation.Kind.VOLUNTEERS,
            Organisation.Kind.MERCHANT,
            Organisation.Kind.COMMUNITY);

    /** In the place of a subclass: a table that was downloaded before there were any says nothing of it. */
    static final String UNSAID = "=";

    /** What a fresh form holds. */
    static final TermsForm FRESH = new TermsForm(
            "24", "HOURS", Waiting.USUAL, "PHOTO_OR_REASON", "PROPERTY", "PARTIES", false, false, "", "", true, "");

    static TermsForm of(Categories.Local local) {
        Terms terms = local.terms();
        return new TermsForm(
                Integer.toString(terms.limit().amount()),
                terms.limit().unit().name(),
                Waiting.of(terms.uptake()),
                terms.evidence().name(),
                terms.responsible().name(),
                terms.seen().name(),
                terms.urgent(),
                terms.errand(),
                terms.filing(),
                terms.closing(),
                local.offered(),
                local.subclass().orElse(""));
    }

    /** A form as it was sent: what is missing is empty, and no tick is no. */
    static TermsForm sent(
            @Nullable String amount,
            @Nullable String unit,
            Waiting waiting,
            @Nullable String evidence,
            @Nullable String responsible,
            @Nullable String seen,
            @Nullable String urgent,
            @Nullable String errand,
            @Nullable String filing,
            @Nullable String closing,
            @Nullable String offered,
            @Nullable String subclass) {
        return new TermsForm(
                or(amount),
                or(unit),
                waiting,
                or(evidence),
                or(responsible),
                or(seen),
                "yes".equals(urgent),
                "yes".equals(errand),
                or(filing),
                or(closing),
                "yes".equals(offered),
                or(subclass));
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text.strip();
    }

    /** The terms meant. Refuses a limit that is none, and words that none of the choices are. */
    Terms terms() {
        Organisation.Kind kind = known(RESPONSIBLE, responsible);
        return new Terms(
                TimeLimit.of(amount, unit),
                waiting.uptake(urgent),
                known(Arrays.asList(Terms.Evidence.values()), evidence),
                kind,
                known(Arrays.asList(Terms.Seen.values()), seen),
                urgent,
                errand,
                filing,
                closing);
    }

    /** Whether nothing was said of its subclass, which stays as it is. */
    boolean unsaid() {
        return subclass.equals(UNSAID);
    }

    /** The subclass of GB/T 30428.2 meant, if any. */
    Optional<String> ofSubclass() {
        return Optional.of(subclass.toUpperCase(Locale.ROOT)).filter(code -> !code.isEmpty() && !unsaid());
    }

    private static <E extends Enum<E>> E known(List<E> choices, String name) {
        return choices.stream()
                .filter(choice -> choice.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("category.choice"));
    }
}
