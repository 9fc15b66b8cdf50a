package org.linli.gateway;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.linli.order.State;
import org.linli.place.Position;

/**
 * What the world may know of an order 公开内容, and no more.
 *
 * <p>Whoever handles personal data may not make it public unless the person consented to just that (个人信息保护法 25), and an
 * order holds no such consent. Therefore nothing that a person typed leaves here: no words, no name, no phone, no photo; the
 * description is the category's name, and the address ends at the building, never at a home. The database gives no more than
 * these columns (gateway/V1__open311.sql); this record is the only thing that is written into an answer.
 *
 * @param id the order's own id, which cannot be guessed
 * @param serviceName the category's name; its code where it is offered no more
 * @param address from the community to the building
 * @param addressId the code of that place, at most 18 digits
 * @param at where the building stands, or what holds it; never a home
 * @param mergedInto the request that goes on for this one, where anybody may see that
 */
public record PublicRequest(
        UUID id,
        String serviceCode,
        String serviceName,
        State state,
        String agency,
        String address,
        String addressId,
        Instant requestedAt,
        Instant updatedAt,
        Optional<Instant> expectedAt,
        Optional<Position> at,
        Optional<UUID> mergedInto) {

    /** Open or closed, the two states of GeoReport v2. */
    public enum Status {
        OPEN,
        CLOSED;

        /** In small letters, as requests have it; updates have the large ones. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A step of an order as the world sees it 进展: that it was taken, and where the order stood then. */
    public record Update(UUID id, UUID request, String step, State state, Instant at) {}

    /** Closed is what is over; what the handler calls done is open until the resident has had the word. */
    public static Status status(State state) {
        return state.over() ? Status.CLOSED : Status.OPEN;
    }

    /** The same, of this order. */
    public Status status() {
        return status(state);
    }

    /** Published until a person has consented to more. */
    public String description() {
        return serviceName;
    }
}
