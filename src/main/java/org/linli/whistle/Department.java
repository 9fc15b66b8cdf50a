package org.linli.whistle;

import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.linli.kernel.PlaceCode;

/**
 * A department 部门 in a whistle: by when it must do what, when it did, and what the street says of it.
 *
 * @param lead whether it leads 牵头
 * @param due when each of its clocks ends
 * @param met when it did what each clock is for
 * @param objection why it says “not ours”; the words stay when the street has decided
 * @param objectedAt while its objection waits for the street
 * @param releasedAt when the street let it go
 * @param dismissed why the street went on without it after it had signed; empty where it did not
 * @param noPhoto why its work is not shown by a photo
 * @param judged what it says of the whistle
 * @param escalated the clocks of which the district has been told
 */
public record Department(
        UUID organisation,
        String name,
        boolean lead,
        Instant assignedAt,
        Map<Limit, Instant> due,
        Map<Limit, Instant> met,
        Optional<PlaceCode> checkInPlace,
        String objection,
        Optional<Instant> objectedAt,
        Optional<Instant> releasedAt,
        String dismissed,
        String result,
        String noPhoto,
        Optional<Rating> rating,
        Optional<Judgement> judged,
        Set<Limit> escalated) {

    public Department {
        due = Collections.unmodifiableMap(new EnumMap<>(due));
        met = met.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(met));
        escalated = escalated.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(escalated));
    }

    static Department called(UUID organisation, String name, boolean lead, Instant at, Map<Limit, Instant> due) {
        return new Department(
                organisation,
                name,
                lead,
                at,
                due,
                Map.of(),
                Optional.empty(),
                "",
                Optional.empty(),
                Optional.empty(),
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Set.of());
    }

    /** Whether it still takes part. */
    public boolean stands() {
        return releasedAt.isEmpty();
    }

    public boolean has(Limit limit) {
        return met.containsKey(limit);
    }

    public Optional<Instant> when(Limit limit) {
        return Optional.ofNullable(met.get(limit));
    }

    /** When a clock ends. */
    public Instant until(Limit limit) {
        return java.util.Objects.requireNonNull(due.get(limit));
    }

    /** Whether the time of a clock is over and it is not met. */
    public boolean misses(Limit limit, Instant now) {
        return stands() && !has(limit) && now.isAfter(until(limit));
    }

    /** The nearest end of a clock that runs. */
    Stream<Instant> running() {
        return Stream.of(Limit.values())
                .filter(limit -> stands() && !has(limit))
                .map(this::until);
    }

    /** Its clocks as they stand. */
    public List<Gauge> gauges(Optional<Instant> over, Instant now) {
        return Stream.of(Limit.values())
                .map(limit -> Gauge.of(limit, assignedAt, until(limit), when(limit), releasedAt.or(() -> over), now))
                .toList();
    }

    /** A department that is there has contacted them too. */
    Department meets(Limit limit, Instant at) {
        Map<Limit, Instant> next = new EnumMap<>(Limit.class);
        next.putAll(met);
        next.put(limit, at);
        if (limit == Limit.ATTEND) {
            next.putIfAbsent(Limit.CONTACT, at);
        }
        return with(
                lead,
                due,
                next,
                checkInPlace,
                objection,
                Optional.empty(),
                releasedAt,
                result,
                noPhoto,
                rating,
                escalated);
    }

    Department at(PlaceCode place) {
        return with(
                lead,
                due,
                met,
                Optional.of(place),
                objection,
                objectedAt,
                releasedAt,
                result,
                noPhoto,
                rating,
                escalated);
    }

    Department objects(String why, Instant at) {
        return with(lead, due, met, checkInPlace, why, Optional.of(at), releasedAt, result, noPhoto, rating, escalated);
    }

    /** The street holds it to it: the clock to sign begins anew, and may be missed anew. */
    Department held(Instant signDue) {
        Map<Limit, Instant> next = new EnumMap<>(due);
        next.put(Limit.SIGN, signDue);
        Set<Limit> told = EnumSet.noneOf(Limit.class);
        told.addAll(escalated);
        told.remove(Limit.SIGN);
        return with(
                lead, next, met, checkInPlace, objection, Optional.empty(), releasedAt, result, noPhoto, rating, told);
    }

    Department released(Instant at) {
        return with(
                lead,
                due,
                met,
                checkInPlace,
                objection,
                objectedAt,
                Optional.of(at),
                result,
                noPhoto,
                rating,
                escalated);
    }

    /** The street goes on without it: what it has not done it has missed. */
    Department dismissed(String why, Instant at) {
        return new Department(
                organisation,
                name,
                lead,
                assignedAt,
                due,
                met,
                checkInPlace,
                objection,
                objectedAt,
                Optional.of(at),
                why,
                result,
                noPhoto,
                rating,
                judged,
                escalated);
    }

    Department judges(Judgement by) {
        return new Department(
                organisation,
                name,
                lead,
                assignedAt,
                due,
                met,
                checkInPlace,
                objection,
                objectedAt,
                releasedAt,
                dismissed,
                result,
                noPhoto,
                rating,
                Optional.of(by),
                escalated);
    }

    Department leading(boolean leads) {
        return with(
                leads, due, met, checkInPlace, objection, objectedAt, releasedAt, result, noPhoto, rating, escalated);
    }

    Department shows(String did, String why) {
        return with(lead, due, met, checkInPlace, objection, objectedAt, releasedAt, did, why, rating, escalated);
    }

    Department rated(Rating by) {
        return with(
                lead,
                due,
                met,
                checkInPlace,
                objection,
                objectedAt,
                releasedAt,
                result,
                noPhoto,
                Optional.of(by),
                escalated);
    }

    Department told(Limit limit) {
        Set<Limit> next = EnumSet.of(limit);
        next.addAll(escalated);
        return with(lead, due, met, checkInPlace, objection, objectedAt, releasedAt, result, noPhoto, rating, next);
    }

    private Department with(
            boolean leads,
            Map<Limit, Instant> dues,
            Map<Limit, Instant> mets,
            Optional<PlaceCode> place,
            String why,
            Optional<Instant> objected,
            Optional<Instant> released,
            String did,
            String unseen,
            Optional<Rating> by,
            Set<Limit> told) {
        return new Department(
                organisation,
                name,
                leads,
                assignedAt,
                dues,
                mets,
                place,
                why,
                objected,
                released,
                dismissed,
                did,
                unseen,
                by,
                judged,
                told);
    }
}
