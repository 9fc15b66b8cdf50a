package org.linli.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.platform.Actor;
import org.linli.platform.Duty;

/**
 * A device 智能设备 as those see it who look after it; its token is nowhere.
 *
 * @param tokenAt when the token that works was made; empty where none works
 * @param seenAt when it last sent anything
 * @param refused the code of the refusal that it met last
 * @param silence the silence that was noticed and lasts
 * @param silenceCategory of the order that is made when it falls silent; empty where people are only told
 */
public record Device(
        UUID id,
        PlaceCode place,
        DeviceKind kind,
        Declared declared,
        String operatorName,
        Instant registeredAt,
        Optional<Instant> retiredAt,
        String retiredWhy,
        Optional<Instant> tokenAt,
        Optional<Instant> seenAt,
        Optional<Integer> battery,
        Optional<Instant> refusedAt,
        String refused,
        Optional<Silence> silence,
        Optional<String> silenceCategory) {

    /** Who may look at what it tells 谁能看. */
    public enum SeenBy {
        /** 只有社区: the community and the street above it. */
        COMMUNITY,
        /** 社区和运行单位: whoever runs it too. */
        OPERATOR
    }

    /** The longest that images may be kept, in days [design]: shortest needed retention (个人信息保护法 19). */
    public static final int LONGEST_RETENTION = 365;

    /** The longest silence that may be set, in minutes: 30 days. */
    public static final int LONGEST_SILENCE = 43_200;

    /**
     * What its owner declares of it 申报内容; anybody may read it on its public page.
     *
     * @param spot where it hangs, in words
     * @param law the legal ground
     * @param retentionDays so long whoever runs it keeps its images; Linli keeps none
     * @param sign where the notice 告示牌 hangs
     * @param shielded whether no window of a home is in its sight
     * @param silentMinutes at least so often something is heard of it; after longer it is silent. 0 where nothing is expected
     */
    public record Declared(
            String name,
            String spot,
            String purpose,
            String law,
            UUID operator,
            SeenBy seenBy,
            int retentionDays,
            String sign,
            boolean shielded,
            int silentMinutes) {

        public Declared {
            name = Worded.named("device.name", name, 30);
            spot = Worded.named("device.spot", spot, 80);
            purpose = Worded.saidInLine("device.purpose", purpose, 2, 200);
            law = Worded.saidInLine("device.law", law, 2, 300);
            sign = Worded.saidInLine("device.sign", sign, 0, 100);
            if (retentionDays < 0 || retentionDays > LONGEST_RETENTION) {
                throw Refusal.invalid("device.retention", "least", 0, "most", LONGEST_RETENTION);
            }
            if (silentMinutes < 0 || silentMinutes > LONGEST_SILENCE) {
                throw Refusal.invalid("device.silence", "most", LONGEST_SILENCE);
            }
        }

        /**
         * Refuses a device that films without a notice beside it (个人信息保护法 26), with a window of a home in its sight, or that
         * keeps its images shorter than it must.
         */
        void suits(DeviceKind kind, int leastRetention) {
            if (!kind.films()) {
                return;
            }
            if (sign.isEmpty()) {
                throw Refusal.invalid("device.signNeeded");
            }
            if (!shielded) {
                throw Refusal.invalid("device.windows");
            }
            if (retentionDays < leastRetention) {
                throw Refusal.invalid("device.retention", "least", leastRetention, "most", LONGEST_RETENTION);
            }
        }
    }

    public boolean retired() {
        return retiredAt.isPresent();
    }

    /**
     * Since when nothing was heard of it, where that is longer than it should be. Whoever never spoke is expected since its token was
     * made; one without a token, and a retired one, is expected no more.
     */
    public Optional<Instant> unheard(Instant now) {
        if (retired() || declared.silentMinutes() == 0) {
            return Optional.empty();
        }
        return tokenAt.map(made -> seenAt.filter(seen -> seen.isAfter(made)).orElse(made))
                .filter(last -> last.isBefore(now.minus(Duration.ofMinutes(declared.silentMinutes()))));
    }

    /** Whether it told of something today that was refused, and nothing since that was taken. */
    public boolean refusedLast() {
        return refusedAt.isPresent()
                && seenAt.filter(seen -> seen.isAfter(refusedAt.get())).isEmpty();
    }

    /** Whether somebody registers devices and changes them: who dispatches there, and the administrator. */
    public static boolean keeps(Actor actor) {
        return actor.person().isPresent()
                && (actor.duty().dispatches() || actor.duty().appoints());
    }

    /** Whether somebody sees the devices of their place at all. */
    public static boolean lists(Actor actor) {
        return keeps(actor)
                || actor.person().isPresent() && (actor.duty().readsMatters() || actor.duty() == Duty.PROPERTY);
    }

    /** Whether somebody may look at what it tells: who reads the matters of its place, and whoever runs it, where that was declared. */
    public boolean tells(Actor actor) {
        return actor.duty().readsMatters() && actor.covers(place)
                || declared.seenBy() == SeenBy.OPERATOR
                        && actor.duty().handles()
                        && actor.organisation()
                                .filter(declared.operator()::equals)
                                .isPresent();
    }
}
