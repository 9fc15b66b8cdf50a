package org.linli.order;

import java.util.Optional;
import org.linli.organisation.Spoken;

/**
 * What whoever takes an order hears beside it 顺便问到的.
 *
 * @param language what whoever asks speaks, where it is not Chinese; empty for their own, where they are known here
 * @param card the number of the free service card 免费服务卡 that it is placed with; empty for none
 * @param passOn whether their own words may go to the system of another department 同意转述
 */
public record Heard(Optional<Spoken> language, String card, boolean passOn) {

    public static final Heard NOTHING = new Heard(Optional.empty(), "");

    /** Without that consent, which nobody gives by saying nothing. */
    public Heard(Optional<Spoken> language, String card) {
        this(language, card, false);
    }
}
