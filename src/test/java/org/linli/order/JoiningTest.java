package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.Told;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.linli.platform.attachment.Attachments;
import org.linli.platform.attachment.Photo;
import org.linli.platform.notice.Notices;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Whoever met the same thing joins the order of another 我也遇到, sees how it goes and nothing more, and rates it. */
@LinliTest
class JoiningTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    Joining joining;

    @Autowired
    Notices notices;

    @Autowired
    Attachments attachments;

    @Autowired
    OrderCounts counts;

    @Autowired
    OrderRates rates;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    @Autowired
    Clock clock;

    /** Somebody else at home in the community: whoever works there lives there too. */
    private static Actor neighbour(World.Quarter here) {
        return Actor.resident(here.worker().self(), here.worker().name(), Optional.of(here.community()));
    }

    private static Actor another(World.Quarter here) {
        return Actor.resident(here.gridWorker().self(), here.gridWorker().name(), Optional.of(here.community()));
    }

    @Test
    void nearbyIsWhatAllShareOfTheSameKindInTheSameCompoundTheNewestFirst() {
        World.Quarter here = Fresh.in(world);
        UUID lamp = script.as(here.resident()).places("路灯不亮", here.compound());
        UUID square = script.as(here.resident()).places("广场的椅子坏了", here.community());
        script.as(here.resident()).places("家里的灯不亮", here.home());
        places(here.resident(), "01", "水龙头", here.compound());
        places(here.resident(), "03", "垃圾没清", here.compound());
        UUID door = places(here.resident(), "0204", "单元门关不上", here.home().at(PlaceLevel.UNIT));

        assertThat(near(here, "02", here.home())).containsExactly(door, lamp);
        assertThat(near(here, "0204", here.compound()))
                .as("whoever could not say which kind may have meant this one")
                .containsExactly(door, lamp);
        assertThat(near(here, "0203", here.compound())).containsExactly(lamp);
        assertThat(near(here, "02", here.community())).containsExactly(square);
        assertThat(near(here, "01", here.compound())).isEmpty();
        assertThat(as(here.resident(), () -> joining.nearby("02", here.compound())))
                .as("their own")
                .isEmpty();
        assertThat(as(world.fangzhi.resident(), () -> joining.nearby("02", here.compound())))
                .as("of another community")
                .isEmpty();
        Joining.Nearby shown =
                as(neighbour(here), () -> joining.nearby("0204", here.home())).getFirst();
        assertThat(shown.place().level()).isEqualTo(PlaceLevel.BUILDING);

        for (int i = 0; i < 5; i++) {
            script.as(here.resident()).places("又一盏", here.compound());
        }
        assertThat(near(here, "02", here.compound())).hasSize(5).doesNotContain(lamp, door);
    }

    private List<UUID> near(World.Quarter here, String category, PlaceCode place) {
        return as(neighbour(here), () -> joining.nearby(category, place)).stream()
                .map(Joining.Nearby::id)
                .toList();
    }

    @Test
    void whoeverJoinsFollowsItAndSeesNoWordOfWhoeverAsked() {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("老陈家门口的灯不亮", here.home().at(PlaceLevel.UNIT));
        Actor next = neighbour(here);
        run(next, () -> joining.join(id, " 我家门口也是 "));
        run(next, () -> joining.join(id, "再说一遍"));
        assertThat(order(id).joiners()).as("once a person").isEqualTo(1);
        script.as(here.clerk()).replies(id, "马上来");
        script.as(here.clerk()).dispatches(id, here.firm());

        Joined joined = as(next, () -> joining.joined(id)).orElseThrow();
        assertThat(joined.words()).isEqualTo("我家门口也是");
        assertThat(joined.place()).isEqualTo(here.home().at(PlaceLevel.BUILDING));
        assertThat(joined.toString()).doesNotContain("老陈", "陈邻安", "再说一遍");
        assertThat(as(next, () -> joining.mine())).extracting(Joined::id).contains(id);
        assertThat(as(next, () -> joining.line(id)))
                .extracting(Joining.Taken::step)
                .containsExactly("dispatch");
        assertThat(as(another(here), () -> joining.joined(id))).isEmpty();
        assertThat(as(another(here), () -> joining.line(id))).isEmpty();
        refused("notFound", next, () -> orders.order(id));
        for (String table : List.of("service_order where matter", "timeline_entry where matter", "matter where id")) {
            assertThat(seen(next, "select count(*) from " + table + " = '" + id + "'"))
                    .as(table)
                    .isZero();
        }
        assertThat(seen(another(here), "select count(*) from order_joiner where matter = '" + id + "'"))
                .isZero();
        assertThat(seen(here.resident(), "select count(*) from order_joiner where matter = '" + id + "'"))
                .as("whoever asked learns how many, and not who")
                .isZero();

        assertThat(as(here.clerk(), () -> joining.of(order(id))))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.words()).isEqualTo("我家门口也是");
                    assertThat(one.name()).isEqualTo(here.worker().name());
                    assertThat(one.merged()).isFalse();
                });
        assertThat(as(here.worker(), () -> joining.of(orders.order(id)))).hasSize(1);
        assertThat(as(
                        here.clerk(),
                        () -> joining.of(script.as(here.clerk())
                                .sees(script.as(here.resident()).places("别的", here.home())))))
                .isEmpty();
    }

    private long seen(Actor actor, String query) {
        return as(
                actor,
                () -> transactions.execute(
                        status -> jdbc.sql(query).query(Long.class).single()));
    }

    @Test
    void nobodyJoinsTheirOwnOrWhatIsOverOrWhatIsNotTheirBusiness() {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("门口的灯不亮", here.compound());
        UUID inside = script.as(here.resident()).places("家里的灯不亮", here.home());
        refused("order.joinOwn", here.resident(), () -> joining.join(id, ""));
        refused("notFound", neighbour(here), () -> joining.join(inside, ""));
        refused("notFound", world.fangzhi.resident(), () -> joining.join(id, ""));
        refused("order.residentOnly", here.clerk(), () -> joining.join(id, ""));
        refused("order.joinWords", neighbour(here), () -> joining.join(id, "长".repeat(501)));
        refused("notFound", neighbour(here), () -> joining.leave(id));
        refused("notFound", neighbour(here), () -> joining.rate(id, new Joined.Voice(5, true, "")));
        script.as(here.clerk()).takes(id, new Step.Decline("归供电公司管"));
        refused("order.joinOver", neighbour(here), () -> joining.join(id, ""));
    }

    /** The database itself keeps a person from being made to follow what they may not see. */
    @Test
    void thePolicyAsksTheSame() {
        World.Quarter here = world.ningbao;
        UUID inside = script.as(here.resident()).places("家里的灯不亮", here.home());
        String insert = "insert into order_joiner (matter, person, place, at, words) values ('" + inside + "', '%s', '"
                + here.home() + "', now(), '')";
        for (Actor actor : List.of(neighbour(here), here.clerk(), here.worker(), world.fangzhi.clerk())) {
            assertThatThrownBy(() -> as(
                            actor,
                            () -> transactions.execute(status ->
                                    jdbc.sql(insert.formatted(actor.self())).update())))
                    .as(actor.name())
                    .hasStackTraceContaining("row-level security");
        }
    }

    @Test
    void itIsToldOnByItsKindAndNotByItsWords() {
        World.Quarter here = Fresh.in(world);
        UUID id = script.as(here.resident()).places("老陈说灯不亮", here.compound());
        Actor next = neighbour(here);
        run(next, () -> joining.join(id, ""));
        script.as(here.clerk()).replies(id, "老陈您好");
        script.as(here.clerk()).dispatches(id, here.firm());
        script.as(here.worker()).accepts(id);
        await().atMost(Told.SOON)
                .until(() -> steps(another(here), id).isEmpty()
                        && steps(here.resident(), id).contains("accept"));
        script.as(here.worker()).starts(id);
        await().atMost(Told.SOON).until(() -> steps(here.resident(), id).contains("start"));
        assertThat(Told.all(notices, here.resident()))
                .extracting(Notices.Notice::title)
                .contains("老陈说灯不亮");
        // The handler's own people are told as such; what one of them follows as a neighbour, they know already.
        Actor grid = another(here);
        run(grid, () -> joining.join(id, ""));
        script.as(here.worker()).finishes(id, "换了灯泡");
        await().atMost(Told.SOON).until(() -> steps(grid, id).contains("finish"));
        UUID second = script.as(here.resident()).places("老陈说门坏了", here.compound());
        Actor chief =
                Actor.resident(here.administrator().self(), here.administrator().name(), Optional.of(here.community()));
        run(chief, () -> joining.join(second, ""));
        script.as(here.clerk()).dispatches(second, here.firm());
        await().atMost(Told.SOON).until(() -> steps(chief, second).contains("dispatch"));
        assertThat(Told.about(notices, chief, second))
                .extracting(Notices.Notice::title)
                .containsOnly("公共设施");
        run(chief, () -> joining.leave(second));
        script.as(here.worker()).accepts(second);
        await().atMost(Told.SOON).until(() -> steps(here.resident(), second).contains("accept"));
        assertThat(steps(chief, second)).doesNotContain("accept");
    }

    private List<String> steps(Actor actor, UUID id) {
        return Told.steps(notices, actor, id);
    }

    @Test
    void notSolvedHasItDoneAgainOnceWhoeverSaysSo() {
        World.Quarter here = world.ningbao;
        UUID id = joinedAndDone(here);
        Actor next = neighbour(here);
        refused("order.stars", next, () -> joining.rate(id, new Joined.Voice(0, true, "")));
        script.as(here.resident()).rates(id, 5, true);
        run(next, () -> joining.rate(id, new Joined.Voice(4, false, "我家门口的还是不亮")));
        await().atMost(Told.SOON).until(() -> order(id).state() == State.REOPENED);
        assertThat(order(id).rating()).as("whoever asked said something else").contains(5);
        refused("order.voiceLate", next, () -> joining.rate(id, new Joined.Voice(1, false, "")));

        script.as(here.chief()).dispatches(id, here.firm());
        script.as(here.worker()).accepts(id);
        script.as(here.worker()).finishes(id, "这次都亮了");
        Joined again = as(next, () -> joining.joined(id)).orElseThrow();
        assertThat(again.ratable(clock.instant())).isTrue();
        run(next, () -> joining.rate(id, new Joined.Voice(2, false, "还是不行")));
        assertThat(as(next, () -> joining.joined(id)).orElseThrow().solved()).contains(false);
        assertThat(order(id).contestable()).as("once an order").isFalse();
        assertThat(order(id).state()).isEqualTo(State.DONE);
        assertThat(World.as(
                        Actor.system(here.community()),
                        () -> refusal(() -> orders.take(id, new Step.Contest(), List.of()))))
                .isEqualTo("order.contestedOnce");
    }

    @Test
    void itIsRatedForSevenDaysAlsoWhenItWasClosedMeanwhile() {
        World.Quarter here = world.ningbao;
        UUID id = joinedAndDone(here);
        Actor next = neighbour(here);
        script.as(here.resident()).rates(id, 5, true);
        script.as(here.clerk()).closes(id);
        Instant done = order(id).doneAt().orElseThrow();
        WallClock.at(
                done.plus(Joined.RATABLE).plusSeconds(1),
                () -> refused("order.voiceLate", next, () -> joining.rate(id, new Joined.Voice(5, true, ""))));
        WallClock.at(
                done.plus(Joined.RATABLE), () -> run(next, () -> joining.rate(id, new Joined.Voice(3, false, "晚了"))));
        assertThat(order(id).state()).as("it is closed, and stays so").isEqualTo(State.CLOSED);
        assertThat(as(next, () -> joining.joined(id)).orElseThrow().rating()).contains(3);
    }

    private UUID joinedAndDone(World.Quarter here) {
        UUID id = script.as(here.resident()).places("楼道口的灯不亮", here.compound());
        run(neighbour(here), () -> joining.join(id, ""));
        assertThat(as(neighbour(here), () -> joining.joined(id)).orElseThrow().ratable(clock.instant()))
                .isFalse();
        script.as(here.clerk()).dispatches(id, here.firm());
        script.as(here.worker()).accepts(id);
        script.as(here.worker()).finishes(id, "换了灯泡");
        return id;
    }

    /** Everybody's voice counts as one; the order counts as one. */
    @Test
    void anOrderCountsOnceHoweverManyRatedIt() {
        World.Quarter here = Fresh.in(world);
        UUID both = joinedAndDone(here);
        script.as(here.resident()).rates(both, 5, true);
        run(neighbour(here), () -> joining.rate(both, new Joined.Voice(2, true, "慢")));
        UUID onlyNeighbour = joinedAndDone(here);
        run(neighbour(here), () -> joining.rate(onlyNeighbour, new Joined.Voice(5, true, "")));
        UUID silent = joinedAndDone(here);
        Rates told = as(here.clerk(), () -> rates.of(Sought.ALL));
        assertThat(told.count(Figure.CALLED_BACK)).isEqualTo(2);
        assertThat(told.count(Figure.SOLVED)).isEqualTo(2);
        assertThat(told.count(Figure.SATISFIED)).as("5 and 2 are 3.5").isEqualTo(2);
        OrderCounts.Figures open = as(here.clerk(), () -> counts.of(here.community(), YearMonth.now(clock)))
                .total();
        assertThat(open.rated()).isEqualTo(2);
        assertThat(open.satisfied()).as("3.5 is less than 4").isEqualTo(1);

        run(neighbour(here), () -> joining.leave(both));
        assertThat(as(here.clerk(), () -> counts.of(here.community(), YearMonth.now(clock)))
                        .total()
                        .satisfied())
                .isEqualTo(2);
        assertThat(order(both).joiners()).isZero();
        assertThat(order(silent).joiners()).isEqualTo(1);
    }

    @Test
    void whatOthersWaitForIsNotWithdrawn() {
        World.Quarter here = world.ningbao;
        UUID id = script.as(here.resident()).places("楼道口的灯不亮", here.compound());
        assertThat(script.as(here.resident()).sees(id).open(here.resident())).contains("withdraw");
        run(neighbour(here), () -> joining.join(id, ""));
        assertThat(script.as(here.resident()).sees(id).open(here.resident())).doesNotContain("withdraw");
        refused("order.withdrawJoined", here.resident(), () -> orders.take(id, new Step.Withdraw("不用了"), List.of()));
    }

    @Test
    void thePictureIsSmallAndForNeighboursOnly() throws IOException {
        World.Quarter here = world.ningbao;
        Photo photo = photo();
        UUID id = as(here.resident(), () -> {
            UUID draft = Ids.at(clock.instant());
            attachments.addToDraft(draft, photo);
            return orders.place(draft, asking("02", "门口的灯不亮", here.compound(), here.resident()));
        });
        assertThat(as(neighbour(here), () -> joining.nearby("02", here.compound())))
                .filteredOn(one -> one.id().equals(id))
                .allMatch(Joining.Nearby::pictured)
                .hasSize(1);
        assertThat(as(neighbour(here), () -> joining.picture(id))).isPresent();
        assertThat(as(world.fangzhi.resident(), () -> joining.picture(id))).isEmpty();
        assertThat(as(Actor.nobody(), () -> joining.picture(id))).isEmpty();
        run(neighbour(here), () -> joining.join(id, ""));
        script.as(here.clerk()).takes(id, new Step.Decline("归供电公司管"));
        assertThat(as(neighbour(here), () -> joining.picture(id))).isPresent();
        assertThat(as(another(here), () -> joining.picture(id))).as("over").isEmpty();
    }

    private Photo photo() throws IOException {
        ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "jpeg", jpeg);
        return attachments.clean(new ByteArrayResource(jpeg.toByteArray()), jpeg.size());
    }

    private UUID places(Actor actor, String category, String words, PlaceCode where) {
        return as(actor, () -> orders.place(Ids.at(clock.instant()), asking(category, words, where, actor)));
    }

    private static Step.Place asking(String category, String words, PlaceCode where, Actor actor) {
        return new Step.Place(category, words, where, "", Channel.ONLINE, actor.name(), Optional.empty());
    }

    private Order order(UUID id) {
        return as(Actor.system(PlaceCode.parse("350211")), () -> orders.order(id));
    }

    private static <T> T as(Actor actor, Callable<T> work) {
        return World.as(actor, work);
    }

    private static void run(Actor actor, Runnable work) {
        World.as(actor, () -> {
            work.run();
            return "";
        });
    }

    private static void refused(String code, Actor actor, ThrowingCallable work) {
        assertThat(World.as(actor, () -> refusal(work))).isEqualTo(code);
    }

    private static String refusal(ThrowingCallable work) {
        try {
            work.call();
        } catch (Refusal refusal) {
            return refusal.code();
        } catch (Throwable other) {
            throw new AssertionError(other);
        }
        return "";
    }
}
