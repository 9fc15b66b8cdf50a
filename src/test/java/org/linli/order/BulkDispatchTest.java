package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.Refusal;
import org.linli.order.BulkDispatch.Bulk;
import org.linli.order.BulkDispatch.Line;
import org.linli.order.BulkDispatch.Outcome;
import org.linli.platform.Actor;
import org.springframework.beans.factory.annotation.Autowired;

@LinliTest
class BulkDispatchTest {

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    BulkDispatch bulk;

    private UUID begins(Actor actor, List<UUID> ids, UUID organisation) {
        return World.as(actor, () -> bulk.begin(ids, organisation, "请今天看看"));
    }

    private Bulk goesOn(Actor actor, UUID id) {
        return World.as(actor, () -> {
            bulk.goOn(id);
            return bulk.bulk(id);
        });
    }

    @Test
    void eachIsDispatchedOnItsOwnAndSaysWhatBecameOfIt() {
        World.Quarter here = Fresh.in(world);
        UUID one = script.as(here.resident()).places("灯坏了", here.home());
        UUID over = script.as(here.resident()).places("不用了", here.home());
        UUID two = script.as(here.resident()).places("门坏了", here.home());
        UUID id = begins(here.clerk(), List.of(one, over, two, one), here.firm());
        script.as(here.resident()).takes(over, new Step.Withdraw("自己修好了"));

        Bulk done = goesOn(here.clerk(), id);
        assertThat(done.lines())
                .extracting(Line::order, Line::outcome, Line::reason)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(one, Outcome.DONE, ""),
                        org.assertj.core.groups.Tuple.tuple(over, Outcome.REFUSED, "lifecycle.closed"),
                        org.assertj.core.groups.Tuple.tuple(two, Outcome.DONE, ""));
        assertThat(done.many(Outcome.DONE)).isEqualTo(2);
        for (UUID order : List.of(one, two)) {
            Order sent = script.as(here.clerk()).sees(order);
            assertThat(sent.state()).isEqualTo(State.DISPATCHED);
            assertThat(World.as(here.clerk(), () -> orders.timeline(sent))
                            .getLast()
                            .words())
                    .isEqualTo("请今天看看");
        }
        assertThat(goesOn(here.clerk(), id)).as("again changes nothing").isEqualTo(done);
        assertThat(script.as(here.clerk()).sees(one).matter().version()).isEqualTo(2);
    }

    @Test
    void sentTwiceAtOnceItIsDoneOnce() throws Exception {
        World.Quarter here = Fresh.in(world);
        List<UUID> ids = new ArrayList<>();
        for (int n = 0; n < 8; n++) {
            ids.add(script.as(here.resident()).places("同时派", here.home()));
        }
        UUID id = begins(here.clerk(), ids, here.firm());
        try (ExecutorService two = Executors.newFixedThreadPool(2)) {
            List<Future<Bulk>> both =
                    List.of(two.submit(() -> goesOn(here.clerk(), id)), two.submit(() -> goesOn(here.clerk(), id)));
            for (Future<Bulk> each : both) {
                each.get();
            }
        }
        assertThat(goesOn(here.clerk(), id).many(Outcome.DONE)).isEqualTo(8);
        for (UUID order : ids) {
            assertThat(script.as(here.clerk()).sees(order).matter().version()).isEqualTo(2);
        }
    }

    @Test
    void whoDoesNotDispatchOrReachesNoneOfItIsRefused() {
        World.Quarter here = Fresh.in(world);
        UUID mine = script.as(here.resident()).places("灯坏了", here.home());
        UUID theirs = script.as(world.fangzhi.resident()).places("灯坏了", world.fangzhi.home());
        assertThatThrownBy(() -> begins(here.worker(), List.of(mine), here.firm()))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> begins(here.clerk(), List.of(), here.firm())).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> begins(here.clerk(), List.of(mine, theirs), here.firm()))
                .isInstanceOfSatisfying(
                        Refusal.class, no -> assertThat(no.kind()).isEqualTo(Refusal.Kind.NOT_FOUND));
        UUID id = begins(here.clerk(), List.of(mine), world.fangzhi.firm());
        assertThat(goesOn(here.clerk(), id).lines())
                .as("an organisation of elsewhere")
                .allMatch(line ->
                        line.outcome() == Outcome.REFUSED && line.reason().equals("order.handler"));
        assertThat(script.as(here.clerk()).sees(mine).state()).isEqualTo(State.PLACED);
        assertThatThrownBy(() -> goesOn(here.chief(), id)).as("somebody else's").isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> goesOn(world.fangzhi.clerk(), id)).isInstanceOf(Refusal.class);
    }
}
