package org.linli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.TimeLimit;
import org.linli.order.Categories;
import org.linli.order.Channel;
import org.linli.order.Joined;
import org.linli.order.Joining;
import org.linli.order.Leave;
import org.linli.order.Merging;
import org.linli.order.Orders;
import org.linli.order.Splitting;
import org.linli.order.State;
import org.linli.order.Step;
import org.linli.order.Terms;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.linli.platform.attachment.Attachments;
import org.linli.platform.attachment.Photo;
import org.linli.platform.secret.Phone;
import org.springframework.stereotype.Component;

/** Lets the orders of the demo world happen 演示订单, each step by the person whose it is, at the time it would have been. */
@Component
class Story {

    private static final int DAYS = 90;
    private static final int SILENT = 3;
    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private final Orders orders;
    private final Categories categories;
    private final Joining joining;
    private final Merging merging;
    private final Splitting splitting;
    private final Attachments attachments;

    Story(
            Orders orders,
            Categories categories,
            Joining joining,
            Merging merging,
            Splitting splitting,
            Attachments attachments) {
        this.orders = orders;
        this.categories = categories;
        this.joining = joining;
        this.merging = merging;
        this.splitting = splitting;
        this.attachments = attachments;
    }

    /**
     * So many orders over the last 90 days, the newest still open, one at every state; the same seed tells the same stories.
     *
     * @param told hears of each of them
     */
    void tell(Cast cast, int many, Instant now, long seed, Runnable told) {
        Random dice = new Random(seed);
        Photo before = Snapshots.before();
        Photo after = Snapshots.after();
        // Each state at least once, so that whoever looks finds one of every kind.
        for (State state : State.values()) {
            Instant asked = atDay(now.minus(Duration.ofMinutes(26 * 60 + dice.nextInt(40))), now);
            new One(cast, dice, asked, now, before, after, false).tells(one -> one.reach(state), told);
        }
        for (boolean done : List.of(false, true)) {
            Instant asked = atDay(now.minus(Duration.ofMinutes(20 * 60 + dice.nextInt(40))), now);
            new One(cast, dice, asked, now, before, after, false).tells(one -> one.splits(done), told);
        }
        // Some of whose rating nothing came, to be called back 回访.
        for (int days = 3; days < 3 + SILENT; days++) {
            Instant asked = atDay(now.minus(Duration.ofDays(days)), now);
            new One(cast, dice, asked, now, before, after, false).tells(one -> one.reach(State.DONE), told);
        }
        int others = many - State.values().length - SILENT - 2;
        for (int i = 0; i < others; i++) {
            double age = Math.pow((i + dice.nextDouble()) / others, 1.7) * DAYS;
            Instant asked = atDay(now.minus(Duration.ofMinutes((long) (age * 24 * 60) + 9)), now);
            // What was asked in the last days is often still under way.
            boolean slow = age < 5 && dice.nextInt(10) < 7;
            new One(cast, dice, asked, now, before, after, slow).tells(One::happen, told);
        }
    }

    /** Nothing happens between ten at night and half past seven: what would, waits for the morning. */
    private static Instant atDay(Instant at, Instant now) {
        OffsetDateTime local = at.atOffset(CHINA);
        OffsetDateTime morning = local.truncatedTo(ChronoUnit.DAYS).plusMinutes(450 + local.getMinute());
        Instant moved = local.getHour() >= 22
                ? morning.plusDays(1).toInstant()
                : local.toInstant().isBefore(morning.toInstant()) ? morning.toInstant() : at;
        return moved.isBefore(now) ? moved : at;
    }

    /** One order's story: goes on until its time reaches the present. */
    private final class One {

        private final Cast cast;
        private final Random dice;
        private final Instant now;
        private final Photo before;
        private final Photo after;
        private final boolean slow;
        private final UUID id;
        private Instant at;
        private final int stops;
        private int taken;
        private List<Actor> joined = List.of();

        One(Cast cast, Random dice, Instant asked, Instant now, Photo before, Photo after, boolean slow) {
            this.cast = cast;
            this.dice = dice;
            this.at = asked;
            this.now = now;
            this.before = before;
            this.after = after;
            this.slow = slow;
            this.stops = dice.nextInt(5);
            this.id = Ids.at(asked);
        }

        /** A visitor may take a step of it before the story does: then it goes on as they wish. */
        void tells(Consumer<One> story, Runnable told) {
            Visitors.mayBeQuicker(() -> story.accept(this));
            told.run();
        }

        void happen() {
            Cast.Resident resident = cast.residents()
                    .get(
                            dice.nextInt(4) == 0
                                    ? 0
                                    : dice.nextInt(cast.residents().size()));
            String category = "%02d".formatted(1 + dice.nextInt(10));
            PlaceCode where = dice.nextInt(3) == 0 ? resident.home().at(PlaceLevel.BUILDING) : resident.home();
            String kind = place(resident, category, where);
            meetToo(resident, kind, where);
            int fate = dice.nextInt(100);
            if (fate < 5) {
                wait(20, 90);
                step(cast.clerk(), new Step.Decline(one(Said.DECLINED)));
                return;
            }
            if (fate < 9 && joined.isEmpty()) {
                wait(30, 300);
                step(resident.actor(), new Step.Withdraw(one(Said.WITHDRAWN)));
                return;
            }
            if (dice.nextInt(10) < 8) {
                wait(1, 5);
                step(cast.clerk(), new Step.Reply(one(Said.REPLIED)));
            }
            Cast.Team team = team(category, where);
            wait(2, 40);
            if (!step(cast.clerk(), new Step.Dispatch(team.organisation(), ""))) {
                return;
            }
            if (fate < 14) {
                wait(20, 120);
                step(team.worker(), new Step.Return(one(Said.RETURNED)));
                wait(20, 100);
                team = cast.gridTeam();
                step(cast.clerk(), new Step.Dispatch(team.organisation(), "请网格员先上门看看"));
            }
            work(team, 60, one(Said.DONE));
            rate(resident, team, fate);
        }

        /** Goes on until the order stands at the state, within a day's work, and stops there. */
        void reach(State state) {
            Cast.Resident resident =
                    cast.residents().get(dice.nextInt(cast.residents().size()));
            place(resident, "02", resident.home());
            Cast.Team team = team("02", resident.home());
            switch (state) {
                case PLACED -> {}
                case DECLINED -> next(cast.clerk(), new Step.Decline(one(Said.DECLINED)));
                case WITHDRAWN -> next(resident.actor(), new Step.Withdraw(one(Said.WITHDRAWN)));
                case VOIDED -> {
                    next(cast.clerk(), new Step.Ask(Leave.Kind.CANCELLATION, 0, "跟居民核实过，是点错了"));
                    next(cast.chief(), new Step.Cancel("居民说点错了，不用办"));
                }
                case MERGED -> merged();
                case DISPATCHED,
                        ACCEPTED,
                        IN_PROGRESS,
                        SUSPENDED,
                        DONE,
                        VERIFIED,
                        RATED,
                        CLOSED,
                        RETURNED,
                        REOPENED -> {
                    next(cast.clerk(), new Step.Dispatch(team.organisation(), ""));
                    handled(state, resident, team);
                }
            }
        }

        /** Somebody else asked for the same in the meantime, for the whole building. */
        private void merged() {
            Cast.Resident other = any(cast.residents());
            UUID remains = Ids.at(at.plusSeconds(60));
            as(
                    other.actor(),
                    () -> orders.place(
                            remains,
                            new Step.Place(
                                    "02",
                                    "楼道灯坏了，一到五楼都不亮",
                                    other.home().at(PlaceLevel.BUILDING),
                                    "",
                                    Channel.ONLINE,
                                    other.actor().name(),
                                    Optional.of(new Phone(other.phone())))));
            wait(40, 70);
            as(cast.clerk(), () -> merging.merge(id, remains, "跟前面一件是同一处，一起办"));
        }

        /** What happens in what all share is met by others of the compound too; with dice of their own. */
        private void meetToo(Cast.Resident resident, String category, PlaceCode where) {
            Random neighbours = new Random(id.getLeastSignificantBits());
            if (where.level() != PlaceLevel.BUILDING
                    || categories.terms(category, where).seen() != Terms.Seen.PUBLIC) {
                return;
            }
            joined = cast.residents().stream()
                    .filter(other -> other != resident
                            && other.home().at(PlaceLevel.COMPOUND).contains(where)
                            && neighbours.nextInt(3) == 0)
                    .limit(4)
                    .map(Cast.Resident::actor)
                    .toList();
            if (at.plusSeconds(600).isBefore(now)) {
                joined.forEach(neighbour -> WallClock.at(
                        at.plusSeconds(60 + neighbours.nextInt(500)),
                        () -> Acting.run(neighbour, () -> joining.join(id, neighbours.nextBoolean() ? "我家这边也是" : ""))));
            } else {
                joined = List.of();
            }
        }

        private void rateToo() {
            if (at.isBefore(now)) {
                Random neighbours = new Random(id.getMostSignificantBits());
                joined.stream()
                        .filter(neighbour -> joiningRates(neighbour))
                        .forEach(neighbour -> as(
                                neighbour,
                                () -> joining.rate(id, new Joined.Voice(3 + neighbours.nextInt(3), true, ""))));
            }
        }

        private boolean joiningRates(Actor neighbour) {
            boolean[] may = {false};
            as(
                    neighbour,
                    () -> may[0] =
                            joining.joined(id).filter(one -> one.ratable(at)).isPresent());
            return may[0];
        }

        /** What is the business of two: one part is done, and the other too or still under way. */
        void splits(boolean done) {
            Cast.Resident resident =
                    cast.residents().get(dice.nextInt(cast.residents().size()));
            PlaceCode where = resident.home().at(PlaceLevel.BUILDING);
            place(resident, "02", where);
            wait(40, 70);
            Cast.Team property = team("02", where);
            List<UUID> parts = new ArrayList<>();
            as(
                    cast.clerk(),
                    () -> parts.addAll(splitting.split(
                            id,
                            List.of(
                                    new Step.Piece(
                                            property.organisation(),
                                            "楼道灯和线路请物业修好",
                                            TimeLimit.of(24, TimeLimit.Unit.HOURS)),
                                    new Step.Piece(
                                            cast.gridTeam().organisation(),
                                            "楼道堆的杂物请网格队上门劝清",
                                            TimeLimit.of(3, TimeLimit.Unit.DAYS))),
                            "两家一起办，办完一起评")));
            part(parts.getLast(), cast.gridTeam(), true);
            part(parts.getFirst(), property, done);
        }

        private void part(UUID part, Cast.Team team, boolean done) {
            wait(20, 60);
            as(team.worker(), () -> orders.take(part, new Step.Accept(""), List.of()));
            wait(30, 90);
            as(team.worker(), () -> orders.take(part, new Step.Start("到了"), List.of()));
            if (done) {
                wait(30, 90);
                as(
                        team.worker(),
                        () -> orders.take(part, new Step.Finish(one(Said.DONE), one(Said.NO_PHOTO)), List.of()));
            }
        }

        private void handled(State state, Cast.Resident resident, Cast.Team team) {
            if (state == State.RETURNED) {
                next(team.worker(), new Step.Return(one(Said.RETURNED)));
                return;
            }
            if (state == State.DISPATCHED) {
                return;
            }
            next(team.worker(), new Step.Accept(""));
            if (state == State.ACCEPTED) {
                return;
            }
            next(team.worker(), new Step.Start(""));
            if (state == State.IN_PROGRESS) {
                return;
            }
            if (state == State.SUSPENDED) {
                next(team.worker(), new Step.Ask(Leave.Kind.SUSPENSION, 30, "配件要从厂家订，大约一个月"));
                next(cast.chief(), new Step.Suspend("同意，到货就接着办"));
                return;
            }
            next(team.worker(), new Step.Finish(one(Said.DONE), one(Said.NO_PHOTO)));
            if (state == State.VERIFIED) {
                next(cast.clerk(), new Step.Verify(true, "去看过，亮了"));
            } else if (state == State.REOPENED) {
                next(resident.actor(), new Step.Rate(1, false, one(Said.BAD)));
            } else if (state == State.RATED || state == State.CLOSED) {
                next(resident.actor(), new Step.Rate(5, true, one(Said.GOOD)));
            }
            if (state == State.CLOSED) {
                next(cast.clerk(), new Step.Close(""));
            }
        }

        private void next(Actor by, Step step) {
            // A rating is left for later: what was rated a day ago is closed by the clock.
            if (step instanceof Step.Rate) {
                wait(120, 240);
            } else {
                wait(40, 70);
            }
            step(by, step);
        }

        /** Gives back which kind it is. */
        private String place(Cast.Resident resident, String category, PlaceCode where) {
            Said.Asking asking = any(Said.of(category));
            boolean byStaff = dice.nextInt(6) == 0;
            Channel channel = byStaff
                    ? List.of(Channel.PHONE, Channel.COUNTER, Channel.GRID).get(dice.nextInt(3))
                    : Channel.ONLINE;
            Actor by = !byStaff ? resident.actor() : channel == Channel.GRID ? cast.gridWorker() : cast.clerk();
            Step.Place place = new Step.Place(
                    asking.category(),
                    asking.words(),
                    where,
                    one(Said.WHEN),
                    channel,
                    resident.actor().name(),
                    Optional.of(new Phone(resident.phone())));
            as(by, () -> {
                orders.place(id, place);
                if (!byStaff && dice.nextInt(3) == 0) {
                    photo();
                }
            });
            return asking.category();
        }

        private void photo() {
            attachments.addToMatter(id, Attachments.Purpose.BEFORE, before);
        }

        private void work(Cast.Team team, int minutes, String words) {
            wait(5, minutes);
            step(team.worker(), new Step.Accept(""));
            wait(15, minutes * 4);
            step(team.worker(), new Step.Start(""));
            wait(20, minutes * 6);
            boolean photographed = dice.nextInt(3) > 0;
            step(
                    team.worker(),
                    new Step.Finish(words, photographed ? "" : one(Said.NO_PHOTO)),
                    photographed ? List.of(after) : List.of());
        }

        private void rate(Cast.Resident resident, Cast.Team team, int fate) {
            if (fate >= 88) {
                at = at.plus(Duration.ofDays(7)).plusSeconds(5);
                step(Actor.system(cast.community()), new Step.Lapse());
                return;
            }
            wait(30, 2000);
            if (fate >= 80) {
                step(resident.actor(), new Step.Rate(1 + dice.nextInt(2), false, one(Said.BAD)));
                wait(10, 60);
                step(cast.chief(), new Step.Dispatch(team.organisation(), "请负责人今天亲自到场"));
                work(team, 40, one(Said.AGAIN));
                wait(30, 600);
            }
            step(resident.actor(), new Step.Rate(3 + Math.min(2, dice.nextInt(5)), true, one(Said.GOOD)));
            rateToo();
            wait(60, 1300);
            step(cast.clerk(), new Step.Close(""));
        }

        private Cast.Team team(String category, PlaceCode where) {
            return switch (category) {
                case "05", "09", "10" -> cast.gridTeam();
                case "07" -> cast.volunteers();
                case "08" -> cast.merchants().get(dice.nextInt(cast.merchants().size()));
                default ->
                    cast.estates().stream()
                            .filter(estate -> estate.code().contains(where))
                            .findFirst()
                            .map(Cast.Estate::property)
                            .orElse(cast.gridTeam());
            };
        }

        private void wait(int least, int most) {
            at = atDay(at.plus(Duration.ofSeconds(least * 60L + dice.nextInt((most - least) * 60))), now);
        }

        private boolean step(Actor by, Step step) {
            return step(by, step, List.of());
        }

        /** Takes the step if its time has come; what lies in the future has not happened yet. */
        private boolean step(Actor by, Step step, List<Photo> photos) {
            if (!at.isBefore(now) || slow && ++taken > stops) {
                return false;
            }
            as(by, () -> orders.take(id, step, photos));
            return true;
        }

        private void as(Actor actor, Runnable work) {
            WallClock.at(at, () -> Acting.run(actor, work));
        }

        private String one(List<String> of) {
            return any(of);
        }

        private <T> T any(List<T> of) {
            return of.get(dice.nextInt(of.size()));
        }
    }
}
