package org.linli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.linli.api.Scope;
import org.linli.api.Tokens;
import org.linli.api.Webhooks;
import org.linli.order.Hotline;
import org.linli.order.Ticket.Incoming;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.WallClock;
import org.linli.platform.secret.Phone;
import org.springframework.stereotype.Component;

/** Lets the citizens' hotline of the demo world call 演示热线, each at the time it would have been, and gives programs their tokens. */
@Component
class Calling {

    /** Of a network that is for documentation only (RFC 5737): nobody is there. */
    private static final String NOWHERE = "https://203.0.113.10/linli";

    private final Hotline hotline;
    private final Tokens tokens;
    private final Webhooks webhooks;

    Calling(Hotline hotline, Tokens tokens, Webhooks webhooks) {
        this.hotline = hotline;
        this.tokens = tokens;
        this.webhooks = webhooks;
    }

    /**
     * The calls about one community, and the programs of those who work there.
     *
     * @param compound the name of its first compound
     */
    void tell(Cast cast, String compound, Instant now) {
        makes(cast.clerk(), "12345 热线对接程序", Set.of(Scope.HOTLINE));
        makes(cast.estates().getFirst().property().worker(), "物业工单系统", Set.of(Scope.READ, Scope.WRITE));
        makes(cast.residents().getFirst().actor(), "家里的智能音箱", Set.of(Scope.READ, Scope.PLACE));
        Casting.founding(
                cast.community(), () -> webhooks.register("12345 热线反馈", NOWHERE, Set.of("finish", "rate"), true));
        calls(cast, "YS20260001", "小区门口的路灯晚上不亮，走路看不清。", compound + "大门口", now, 49, 72);
        calls(cast, "YS20260002", "楼道里堆了很多纸箱，担心着火。", compound + "1号楼", now, 26, 46);
        calls(cast, "YS20260002", "楼道里的纸箱还没有清，又多了。", compound + "1号楼", now, 2, 46);
        calls(cast, "YS20260003", "菜市场后面的小路积水，老人摔了一跤。", "菜市场后面，具体不清楚", now, 5, 43);
        calls(cast, "YS20260004", "晚上十一点还有人装修，吵得睡不着。", compound + "99号楼", now, 1, 23);
    }

    /** @param left hours until 12345 wants it settled */
    private void calls(Cast cast, String number, String words, String address, Instant now, int hoursAgo, int left) {
        Incoming call = new Incoming(
                number,
                words,
                address,
                Optional.empty(),
                "来电人（虚构）",
                Optional.of(new Phone("10000012345")),
                Optional.of(now.plus(Duration.ofHours(left))));
        WallClock.at(now.minus(Duration.ofHours(hoursAgo)), () -> Acting.run(cast.clerk(), () -> hotline.take(call)));
    }

    private void makes(Actor who, String name, Set<Scope> scopes) {
        Acting.run(who, () -> tokens.make(name, scopes, who.appointment(), 180));
    }
}
