package org.linli.gateway;

import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.linli.gateway.ApiKeys.Caller;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Category;
import org.linli.order.Channel;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.order.Step;
import org.linli.place.Places;
import org.linli.place.Position;
import org.linli.place.Positions;
import org.linli.place.TypedPlace;
import org.linli.platform.Acting;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.linli.platform.secret.Phone;
import org.linli.platform.web.Attempts;
import org.linli.platform.web.Words;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What other systems post 来件受理: orders and updates, done as the machinery of the key's jurisdiction through the same face and
 * checks as everybody's, and done once however often they are sent.
 */
@Component
public class Intake {

    /** So long the same words are the same request; afterwards somebody may well mean it again. */
    private static final Duration SAME = Duration.ofDays(1);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LONGEST_NAME = 50;
    private static final int LONGEST_URL = 500;

    private record Answered(byte[] digest, UUID answer) {}

    private final JdbcClient jdbc;
    private final Jurisdictions jurisdictions;
    private final ApiKeys keys;
    private final Services services;
    private final Orders orders;
    private final Places places;
    private final Positions positions;
    private final GatewaySettings settings;
    private final Attempts attempts;
    private final Words words;
    private final TransactionOperations transactions;
    private final Clock clock;

    Intake(
            JdbcClient jdbc,
            Jurisdictions jurisdictions,
            ApiKeys keys,
            Services services,
            Orders orders,
            Places places,
            Positions positions,
            GatewaySettings settings,
            Attempts attempts,
            Words words,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.jurisdictions = jurisdictions;
        this.keys = keys;
        this.services = services;
        this.orders = orders;
        this.places = places;
        this.positions = positions;
        this.settings = settings;
        this.attempts = attempts;
        this.words = words;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Places an order and gives back its id. Refuses what GeoReport v2 refuses, with its status. */
    public UUID request(Filed filed) {
        Caller caller = caller(filed);
        Category category = services.service(filed.field("service_code"), caller.place());
        return machinery(
                caller,
                () -> once(caller, filed.idem(), filed.digest(), () -> {
                    Step.Place step = place(filed, caller, category);
                    return orders.place(Ids.at(clock.instant()), step);
                }));
    }

    /**
     * Passes on to an order what another system says of it, as a reply that moves nothing, and gives back the id of the row.
     * Refuses an order out of the jurisdiction (404), nothing said, and an order that is over.
     */
    public UUID update(Filed filed) {
        Caller caller = caller(filed);
        UUID request = id(filed.field("service_request_id"))
                .orElseThrow(() -> filed.field("service_request_id").isEmpty()
                        ? Fault.wrong(Refusal.invalid("gateway.requestMissing"))
                        : Fault.unknown(Refusal.invalid("gateway.request")));
        if (filed.field("description").isEmpty()) {
            throw Fault.wrong(Refusal.invalid("gateway.descriptionMissing"));
        }
        String theirs = filed.field("update_id");
        String idem = theirs.isEmpty() || !filed.idempotencyKey().isEmpty() ? filed.idem() : "update:" + theirs;
        if (idem.length() > 200) {
            throw Fault.wrong(Refusal.invalid("gateway.idempotency", "most", 100));
        }
        return machinery(
                caller, () -> once(caller, idem, filed.digest(), () -> reply(request, filed.field("description"))));
    }

    private UUID reply(UUID request, String said) {
        try {
            Order order = orders.take(request, new Step.Reply(said), List.of());
            return orders.timeline(order).getLast().id();
        } catch (Refusal refusal) {
            throw refusal.kind() == Refusal.Kind.NOT_FOUND
                    ? Fault.unknown(Refusal.invalid("gateway.request"))
                    : Fault.wrong(refusal);
        }
    }

    /** Each of these has a transaction of its own: none waits for another connection while it holds one. */
    private Caller caller(Filed filed) {
        if (!filed.field("jurisdiction_id").isEmpty()) {
            jurisdictions.named(filed.field("jurisdiction_id"));
        }
        Caller caller = keys.enter(filed.field("api_key"), filed.field("jurisdiction_id"));
        if (filed.field("jurisdiction_id").isEmpty()) {
            jurisdictions.named("");
        }
        attempts.count("open311.key", caller.key().toString(), caller.perMinute(), MINUTE);
        return caller;
    }

    private <T> T machinery(Caller caller, Supplier<T> work) {
        try {
            return Acting.as(
                    caller.actor(), () -> java.util.Objects.requireNonNull(transactions.execute(status -> work.get())));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private UUID once(Caller caller, String idem, byte[] digest, Supplier<UUID> work) {
        Instant now = clock.instant();
        // A second post waits here for the first to commit, and then finds its answer.
        int first = jdbc.sql("""
                        insert into open311_posted as p (key, idem, digest, place, answer, at)
                        values (:key, :idem, :digest, :place, :nothing, :now)
                        on conflict (key, idem) do update
                           set digest = excluded.digest, at = excluded.at
                         where p.at < :old
                        """)
                .param("key", caller.key())
                .param("idem", idem)
                .param("digest", digest)
                .param("place", caller.place().value())
                .param("nothing", new UUID(0, 0))
                .param("now", Matters.time(now))
                .param("old", Matters.time(now.minus(SAME)))
                .update();
        if (first == 0) {
            Answered answered = jdbc.sql("select digest, answer from open311_posted where key = :key and idem = :idem")
                    .param("key", caller.key())
                    .param("idem", idem)
                    .query((row, n) -> new Answered(row.getBytes("digest"), row.getObject("answer", UUID.class)))
                    .single();
            if (idem.startsWith("key:") && !MessageDigest.isEqual(answered.digest(), digest)) {
                throw Fault.wrong(Refusal.invalid("gateway.idempotencyOther"));
            }
            return answered.answer();
        }
        UUID answer = work.get();
        jdbc.sql("update open311_posted set answer = :answer where key = :key and idem = :idem")
                .param("answer", answer)
                .param("key", caller.key())
                .param("idem", idem)
                .update();
        return answer;
    }

    private Step.Place place(Filed filed, Caller caller, Category category) {
        PlaceCode where = where(filed, caller);
        List<String> lines = new ArrayList<>();
        lines.add(filed.field("description").isEmpty() ? category.name() : filed.field("description"));
        String convenient = "";
        for (Attribute question : services.questions(category)) {
            String answer = question.answer(filed.answers(question.code()));
            if (question.code().equals(Services.CONVENIENT)) {
                convenient = answer;
            } else if (!answer.isEmpty()) {
                lines.add(question.description() + "：" + answer);
            }
        }
        media(filed.field("media_url"))
                .ifPresent(url -> lines.add(words.text(Locale.SIMPLIFIED_CHINESE, "gateway.media") + url));
        try {
            return new Step.Place(
                    category.code(),
                    String.join("\n", lines),
                    where,
                    convenient,
                    Channel.OPEN311,
                    name(filed, caller),
                    filed.field("phone").isEmpty() ? Optional.empty() : Optional.of(Phone.parse(filed.field("phone"))));
        } catch (Refusal refusal) {
            throw Fault.wrong(refusal);
        }
    }

    /** Written as Chinese names are: the family name first, and a space only between Latin letters. */
    private static String name(Filed filed, Caller caller) {
        String last = filed.field("last_name");
        String first = filed.field("first_name");
        String between = (last + first).chars().allMatch(c -> c < 0x2E80) ? " " : "";
        String name = between.isEmpty() ? last + first : (first + between + last).strip();
        if (name.length() > LONGEST_NAME) {
            throw Fault.wrong(Refusal.invalid("gateway.name", "most", LONGEST_NAME));
        }
        return name.isEmpty() ? caller.name() : name;
    }

    private static Optional<String> media(String url) {
        if (url.isEmpty()) {
            return Optional.empty();
        }
        if (url.length() > LONGEST_URL || !url.matches("https?://[!-~]+")) {
            throw Fault.wrong(Refusal.invalid("gateway.mediaUrl", "most", LONGEST_URL));
        }
        return Optional.of(url);
    }

    /** By the code of a place, else by an address as people write it, else by the building that stands closest to coordinates. */
    private PlaceCode where(Filed filed, Caller caller) {
        if (!filed.field("address_id").isEmpty()) {
            return known(filed.field("address_id"), caller.place())
                    .orElseThrow(() -> Fault.wrong(Refusal.invalid("gateway.addressId")));
        }
        if (!filed.field("address_string").isEmpty()) {
            return found(filed.field("address_string"), caller.place());
        }
        if (Stream.of("lat", "long").allMatch(name -> filed.field(name).isEmpty())) {
            throw Fault.wrong(Refusal.invalid("gateway.addressMissing"));
        }
        if (position(filed.field("lat"), filed.field("long")).isEmpty()) {
            throw Fault.wrong(Refusal.invalid("gateway.coordinates"));
        }
        return near(filed.field("lat"), filed.field("long"), caller.place())
                .orElseThrow(
                        () -> Fault.wrong(Refusal.invalid("gateway.coordinatesFar", "metres", settings.nearest())));
    }

    /** The building that stands closest to coordinates, else the compound or community; none where all stand too far away. */
    Optional<PlaceCode> near(String latitude, String longitude, PlaceCode within) {
        return position(latitude, longitude).flatMap(at -> positions.nearest(at, within, settings.nearest()));
    }

    private static Optional<Position> position(String latitude, String longitude) {
        try {
            return Optional.of(new Position(Double.parseDouble(latitude), Double.parseDouble(longitude)));
        } catch (NumberFormatException | Refusal none) {
            return Optional.empty();
        }
    }

    /** A place at or below a community of the jurisdiction. */
    Optional<PlaceCode> known(String code, PlaceCode within) {
        try {
            PlaceCode place = PlaceCode.parse(code);
            boolean fits = within.contains(place) && place.level().compareTo(PlaceLevel.COMMUNITY) >= 0;
            return fits ? Optional.of(places.place(place).code()) : Optional.empty();
        } catch (Refusal unknown) {
            return Optional.empty();
        }
    }

    /** Refuses an address that no place or several places have. */
    PlaceCode found(String address, PlaceCode within) {
        try {
            return new TypedPlace(address, "")
                    .meant(within, places)
                    .filter(place -> place.level().compareTo(PlaceLevel.COMMUNITY) >= 0)
                    .orElseThrow(() -> Refusal.invalid("where.unknown", "words", address));
        } catch (Refusal refusal) {
            throw Fault.wrong(refusal);
        }
    }

    static Optional<UUID> id(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** Forgets what was posted long ago; nobody repeats it after that. */
    void forget() {
        transactions.executeWithoutResult(status -> jdbc.sql("select open311_forget(:before)")
                .param("before", Matters.time(clock.instant().minus(SAME.multipliedBy(7))))
                .query((row, n) -> 0)
                .list());
    }
}
