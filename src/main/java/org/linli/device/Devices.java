package org.linli.device;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linli.device.Device.Declared;
import org.linli.device.Device.SeenBy;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.order.Categories;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Places;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.linli.platform.secret.Secrets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The devices 智能设备 of a place: registered, altered, given a token that is shown once, and retired. */
@Repository
@Transactional
public class Devices {

    /** A device that proved itself 已验证的设备: by its token, or by its signature. */
    public record Proven(UUID id, String name, PlaceCode place) {

        /** The machinery of the device's community, under the name of the device. */
        public Actor actor() {
            return Actor.system(name, SIGNS_AS, place.at(PlaceLevel.COMMUNITY));
        }
    }

    /** A look at what a device told 查看记录. */
    public record Look(String signature, Instant at) {}

    /** For whom a device signs in a timeline, beside its own name. */
    static final String SIGNS_AS = "智能设备";

    private static final String BEGIN = "linlid_";
    private static final int LONGEST_TOKEN = 100;
    private static final String TOKEN = "device.token";
    private static final String SIGNING = "device.signing";
    private static final Duration SAME_LOOK = Duration.ofMinutes(10);
    private static final String SELECT = """
            select d.id, d.place, d.kind, k.name as kind_name, k.films, k.law as kind_law, d.name, d.spot, d.purpose, d.law,
                   d.operator, o.name as operator_name, d.seen_by, d.retention_days, d.sign, d.shielded, d.silent_minutes,
                   d.registered_at, d.retired_at, d.retired_why, d.token_at, d.token_hash is not null as works, d.seen_at,
                   d.battery, d.refused_at, d.refused_code, d.silence_category, s.since as silent_since, m.id as silence_order
              from device d
              join device_kind k on k.code = d.kind
              join organisation o on o.id = d.operator
              left join device_silence s on s.device = d.id and s.ended_at is null
              left join matter m on m.id = s.matter
            """;

    private final SecureRandom random = new SecureRandom();
    private final JdbcClient jdbc;
    private final Kinds kinds;
    private final Categories categories;
    private final Organisations organisations;
    private final Places places;
    private final Secrets secrets;
    private final DeviceSettings settings;
    private final Clock clock;

    Devices(
            JdbcClient jdbc,
            Kinds kinds,
            Categories categories,
            Organisations organisations,
            Places places,
            Secrets secrets,
            DeviceSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.kinds = kinds;
        this.categories = categories;
        this.organisations = organisations;
        this.places = places;
        this.secrets = secrets;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether devices hang at places of this level: from a community down to a unit, never in a home. */
    static boolean hangs(PlaceCode place) {
        return place.level().compareTo(PlaceLevel.COMMUNITY) >= 0
                && place.level().compareTo(PlaceLevel.HOME) < 0;
    }

    /**
     * Registers a device, and gives its id. Refuses whoever keeps none, a place elsewhere, above a community or in a home, another
     * kind than the place has, an operator that does not serve there, and what {@link Declared#suits} refuses.
     */
    public UUID register(PlaceCode place, String kindCode, Declared declared) {
        Actor actor = Acting.current();
        Kinds.keeper();
        if (!actor.covers(place) || !hangs(place)) {
            throw Refusal.invalid("device.place");
        }
        places.place(place);
        DeviceKind kind = kinds.kind(kindCode, place);
        declared.suits(kind, settings.leastRetentionDays());
        operates(declared.operator(), place);
        UUID id = Ids.at(clock.instant());
        jdbc.sql("""
                        insert into device (id, place, kind, name, spot, purpose, law, operator, seen_by, retention_days, sign,
                                            shielded, silent_minutes, registered_at, registered_by, changed_at)
                        values (:id, :place, :kind, :name, :spot, :purpose, :law, :operator, :seenBy, :retention, :sign,
                                :shielded, :silent, :now, :me, :now)
                        """)
                .param("id", id)
                .param("place", place.value())
                .param("kind", kind.code())
                .param("me", actor.self())
                .param("now", Matters.time(now()))
                .params(said(declared))
                .update();
        return id;
    }

    /** Declares something else of a device. Refuses as {@link #register} does, and one elsewhere or retired. */
    public void alter(UUID id, Declared declared) {
        Device device = kept(id);
        declared.suits(device.kind(), settings.leastRetentionDays());
        operates(declared.operator(), device.place());
        jdbc.sql("""
                        update device
                           set name = :name, spot = :spot, purpose = :purpose, law = :law, operator = :operator,
                               seen_by = :seenBy, retention_days = :retention, sign = :sign, shielded = :shielded,
                               silent_minutes = :silent, changed_at = :now
                         where id = :id
                        """)
                .param("id", id)
                .param("now", Matters.time(now()))
                .params(said(declared))
                .update();
        if (one(id).unheard(now()).isEmpty()) {
            silenceEnds(id);
        }
    }

    /**
     * Says what follows when a device falls silent: an order of a category, or, without one, only that people are told. Refuses one
     * elsewhere or retired, and a category that is none there.
     */
    public void onSilence(UUID id, Optional<String> category) {
        Device device = kept(id);
        jdbc.sql("update device set silence_category = :category, changed_at = :now where id = :id")
                .param("id", id)
                .param(
                        "category",
                        Bound.text(category.map(
                                code -> categories.choose(code, device.place()).code())))
                .param("now", Matters.time(now()))
                .update();
    }

    /** It is not expected any more, or from now on anew. */
    private void silenceEnds(UUID id) {
        jdbc.sql("update device_silence set ended_at = :now where device = :id and ended_at is null")
                .param("id", id)
                .param("now", Matters.time(now()))
                .update();
    }

    /** Somebody of the community or above it, who exists today. */
    private void operates(UUID operator, PlaceCode place) {
        boolean serves = organisations.within(operator).until().isEmpty()
                && (organisations.organisation(operator).place().contains(place)
                        || place.at(PlaceLevel.COMMUNITY)
                                .contains(organisations.organisation(operator).place()));
        if (!serves) {
            throw Refusal.invalid("device.operator");
        }
    }

    /** Those who may run a device at a place: whoever is of its community. */
    @Transactional(readOnly = true)
    public List<Organisation> operators(PlaceCode place) {
        return organisations.at(hangs(place) ? place.at(PlaceLevel.COMMUNITY) : place);
    }

    private static Map<String, Object> said(Declared declared) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("name", declared.name());
        said.put("spot", declared.spot());
        said.put("purpose", declared.purpose());
        said.put("law", declared.law());
        said.put("operator", declared.operator());
        said.put("seenBy", declared.seenBy().name());
        said.put("retention", declared.retentionDays());
        said.put("sign", declared.sign());
        said.put("shielded", declared.shielded());
        said.put("silent", declared.silentMinutes());
        return said;
    }

    /** Retires a device; its token works no more. Refuses one elsewhere or retired already, and no reason. */
    public void retire(UUID id, String why) {
        kept(id);
        jdbc.sql("""
                        update device
                           set retired_at = :now, retired_why = :why, token_hash = null, signing_key = null, token_at = null
                         where id = :id
                        """)
                .param("id", id)
                .param("why", Worded.saidInLine("device.why", why, 2, 200))
                .param("now", Matters.time(now()))
                .update();
        silenceEnds(id);
    }

    /** Makes a new token for a device and gives it back this once; one before it works no more. Refuses one elsewhere or retired. */
    public String token(UUID id) {
        kept(id);
        byte[] bytes = new byte[30];
        random.nextBytes(bytes);
        String token = BEGIN + Base64.getUrlEncoder().encodeToString(bytes);
        jdbc.sql("update device set token_hash = :hash, signing_key = :key, token_at = :now where id = :id")
                .param("hash", secrets.fingerprint(token, TOKEN))
                .param("key", secrets.seal(Signed.key(token), SIGNING))
                .param("now", Matters.time(now()))
                .param("id", id)
                .update();
        silenceEnds(id);
        return token;
    }

    /** Revokes the token of a device at once. Refuses one elsewhere or retired; none to revoke as not found. */
    public void revoke(UUID id) {
        if (kept(id).tokenAt().isEmpty()) {
            throw Refusal.notFound();
        }
        jdbc.sql("update device set token_hash = null, signing_key = null, token_at = null where id = :id")
                .param("id", id)
                .update();
        silenceEnds(id);
    }

    /** For the machinery of its place: one that changes no more while the transaction lasts. Refuses an unknown one as not found. */
    Device held(UUID id) {
        boolean known = jdbc.sql("select id from device where id = :id for update")
                .param("id", id)
                .query((row, n) -> row.getObject("id", UUID.class))
                .optional()
                .isPresent();
        if (!known) {
            throw Refusal.notFound();
        }
        return jdbc.sql(SELECT + " where d.id = :id")
                .param("id", id)
                .query((row, n) -> device(row))
                .single();
    }

    private Device kept(UUID id) {
        Kinds.keeper();
        Device device = one(id);
        if (!Acting.current().covers(device.place())) {
            throw Refusal.notFound();
        }
        if (device.retired()) {
            throw Refusal.movedOn("device.retired");
        }
        return device;
    }

    /** Those of the acting person's place, or that their organisation runs; the silent first, the retired last. 500 at most. */
    @Transactional(readOnly = true)
    public List<Device> mine() {
        Actor actor = lister();
        return jdbc.sql(SELECT + """
                         where :whole and d.place >= :from and d.place < :to
                            or d.operator = :organisation
                         order by d.retired_at nulls first, s.since nulls last, d.place, d.name, d.id
                         limit 500
                        """)
                .params(reach(actor))
                .query((row, n) -> device(row))
                .list();
    }

    /** One of them. Refuses another as not found. */
    @Transactional(readOnly = true)
    public Device one(UUID id) {
        return jdbc.sql(
                        SELECT
                                + " where d.id = :id and (:whole and d.place >= :from and d.place < :to or d.operator = :organisation)")
                .param("id", id)
                .params(reach(lister()))
                .query((row, n) -> device(row))
                .optional()
                .orElseThrow(Refusal::notFound);
    }

    private static Actor lister() {
        Actor actor = Acting.current();
        if (!Device.lists(actor)) {
            throw Refusal.forbidden("device.notYours");
        }
        return actor;
    }

    private static Map<String, Object> reach(Actor actor) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("whole", actor.duty().readsMatters() || actor.duty().appoints());
        values.put("from", actor.home().from());
        values.put("to", actor.home().to());
        values.put("organisation", Bound.id(actor.duty().handles() ? actor.organisation() : Optional.empty()));
        return values;
    }

    /**
     * Records that the acting person looked at what a device told, where it films (个人信息保护法 26; 公共安全视频图像信息系统管理条例);
     * within ten minutes it is the same look.
     */
    public void look(Device device) {
        if (!device.kind().films()) {
            return;
        }
        Actor actor = Acting.current();
        jdbc.sql("""
                        insert into device_look (id, device, place, by_person, signature, at)
                        select :id, :device, :place, :me, :signature, :now
                         where not exists (select 1
                                             from device_look l
                                            where l.device = :device
                                              and l.by_person = :me
                                              and l.at > :before)
                        """)
                .param("id", Ids.at(clock.instant()))
                .param("device", device.id())
                .param("place", device.place().value())
                .param("me", actor.self())
                .param("signature", actor.signature())
                .param("now", Matters.time(now()))
                .param("before", Matters.time(now().minus(SAME_LOOK)))
                .update();
    }

    /** Who looked, the newest first; 20 at most. Only who keeps devices is told. */
    @Transactional(readOnly = true)
    public List<Look> looks(Device device) {
        if (!Device.keeps(Acting.current())) {
            return List.of();
        }
        return jdbc.sql("select signature, at from device_look where device = :device order by at desc limit 20")
                .param("device", device.id())
                .query((row, n) -> new Look(
                        row.getString("signature"), Matters.instant(row, "at").orElseThrow()))
                .list();
    }

    /** Whose token it is; empty for an unknown or revoked one. Without a transaction: nobody is to be announced yet. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Optional<Proven> enter(String token) {
        if (token.length() > LONGEST_TOKEN || !token.startsWith(BEGIN)) {
            return Optional.empty();
        }
        return jdbc.sql("select id, name, place from device_enter(:hash)")
                .param("hash", secrets.fingerprint(token, TOKEN))
                .query((row, n) -> proven(row))
                .optional();
    }

    /** The device that signed this; empty for a device that is unknown or has no token, and for a signature that is not its own. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public Optional<Proven> signedBy(UUID device, Signed signed) {
        return jdbc.sql("select id, name, place, signing_key from device_signs(:id)")
                .param("id", device)
                .query((row, n) -> signed.by(device, secrets.open(row.getBytes("signing_key"), SIGNING))
                        ? Optional.of(proven(row))
                        : Optional.<Proven>empty())
                .optional()
                .flatMap(proven -> proven);
    }

    private static Proven proven(ResultSet row) throws SQLException {
        return new Proven(
                row.getObject("id", UUID.class), row.getString("name"), PlaceCode.parse(row.getString("place")));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static Device device(ResultSet row) throws SQLException {
        Optional<UUID> order = Optional.ofNullable(row.getObject("silence_order", UUID.class));
        return new Device(
                row.getObject("id", UUID.class),
                PlaceCode.parse(row.getString("place")),
                new DeviceKind(
                        row.getString("kind"),
                        row.getString("kind_name"),
                        row.getBoolean("films"),
                        row.getString("kind_law")),
                new Declared(
                        row.getString("name"),
                        row.getString("spot"),
                        row.getString("purpose"),
                        row.getString("law"),
                        row.getObject("operator", UUID.class),
                        SeenBy.valueOf(row.getString("seen_by")),
                        row.getInt("retention_days"),
                        row.getString("sign"),
                        row.getBoolean("shielded"),
                        row.getInt("silent_minutes")),
                row.getString("operator_name"),
                Matters.instant(row, "registered_at").orElseThrow(),
                Matters.instant(row, "retired_at"),
                row.getString("retired_why"),
                row.getBoolean("works") ? Matters.instant(row, "token_at") : Optional.empty(),
                Matters.instant(row, "seen_at"),
                Optional.ofNullable(row.getObject("battery", Integer.class)),
                Matters.instant(row, "refused_at"),
                row.getString("refused_code"),
                Matters.instant(row, "silent_since").map(since -> new Silence(since, order)),
                Optional.ofNullable(row.getString("silence_category")));
    }
}
