package org.linli;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.order.Channel;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.order.State;
import org.linli.order.Step;
import org.linli.platform.Actor;
import org.linli.platform.Ids;

/** Stories as they are told 剧本: {@code as(chen).places("楼道灯坏了")}, {@code as(fang).dispatches(order, firm)}. */
public final class Script {

    private final Orders orders;
    private final Clock clock = Clock.system(ZoneId.of("Asia/Shanghai"));

    Script(Orders orders) {
        this.orders = orders;
    }

    public Role as(Actor actor) {
        return new Role(actor);
    }

    /** Somebody, and what they do. */
    public final class Role {

        private final Actor actor;

        private Role(Actor actor) {
            this.actor = actor;
        }

        public UUID places(String words, PlaceCode where) {
            Step.Place place = new Step.Place("02", words, where, "", Channel.ONLINE, actor.name(), Optional.empty());
            return World.as(actor, () -> orders.place(Ids.at(clock.instant()), place));
        }

        public State replies(UUID order, String words) {
            return takes(order, new Step.Reply(words));
        }

        public State dispatches(UUID order, UUID organisation) {
            return takes(order, new Step.Dispatch(organisation, "请尽快处理"));
        }

        public State accepts(UUID order) {
            return takes(order, new Step.Accept(""));
        }

        public State starts(UUID order) {
            return takes(order, new Step.Start(""));
        }

        public State returns(UUID order, String reason) {
            return takes(order, new Step.Return(reason));
        }

        public State finishes(UUID order, String words) {
            return takes(order, new Step.Finish(words, "在住户家里，不便拍照"));
        }

        public State rates(UUID order, int stars, boolean solved) {
            return takes(order, new Step.Rate(stars, solved, "评价"));
        }

        public State closes(UUID order) {
            return takes(order, new Step.Close(""));
        }

        public State takes(UUID order, Step step) {
            return World.as(actor, () -> orders.take(order, step, List.of())).state();
        }

        public Order sees(UUID order) {
            return World.as(actor, () -> orders.order(order));
        }
    }
}
