package org.linli.api.web;

import java.util.Optional;
import java.util.Set;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Channel;
import org.linli.order.Heard;
import org.linli.order.Step;
import org.linli.organisation.Spoken;
import org.linli.platform.secret.Phone;

/**
 * What is said when an order is placed 点单: the step, what was heard beside it, and what was done about it at once.
 *
 * @param language what whoever asks speaks, where staff heard that it is not Chinese
 * @param card the number of their free service card 免费服务卡; empty for none
 * @param passOn whether whoever asks lets their own words go to the system of another department
 * @param onTheSpot whether it was settled on the round that found it 随手解决
 * @param result what was done then
 */
record Placing(
        String category,
        String words,
        PlaceCode place,
        String convenient,
        Channel channel,
        String contactName,
        Optional<Phone> contactPhone,
        Optional<Spoken> language,
        String card,
        Optional<Boolean> passOn,
        Optional<Boolean> onTheSpot,
        String result) {

    /** What only staff say, who ask on behalf of another. */
    static final Set<String> OF_STAFF =
            Set.of("channel", "contactName", "contactPhone", "language", "onTheSpot", "result");

    Step.Place step() {
        return new Step.Place(category, words, place, convenient, channel, contactName, contactPhone);
    }

    Heard heard() {
        return new Heard(language, card, passOn.orElse(false));
    }

    /** What was done on the spot, where it was. Refuses a result of what was not. */
    Optional<Step.Finish> done() {
        if (onTheSpot.orElse(false)) {
            return Optional.of(new Step.Finish(result, ""));
        }
        if (!result.isBlank()) {
            throw Refusal.invalid("api.fieldMissing", "field", "onTheSpot");
        }
        return Optional.empty();
    }
}
