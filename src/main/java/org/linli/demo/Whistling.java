package org.linli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.linli.order.Channel;
import org.linli.order.Orders;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.linli.platform.deadline.Alarm;
import org.linli.platform.secret.Phone;
import org.linli.whistle.Kind;
import org.linli.whistle.Limit;
import org.linli.whistle.Occasion;
import org.linli.whistle.Step;
import org.linli.whistle.Whistles;
import org.springframework.stereotype.Component;

/** Lets the whistles of the demo world happen 演示吹哨, one at nearly every state, each step at the time it would have been. */
@Component
class Whistling {

    private final Whistles whistles;
    private final Orders orders;
    private final List<Alarm> alarms;

    Whistling(Whistles whistles, Orders orders, List<Alarm> alarms) {
        this.whistles = whistles;
        this.orders = orders;
        this.alarms = alarms;
    }

    /** The whistles of two communities of one street. */
    void tell(Cast one, Cast other, StreetCast street, Instant now) {
        new Tale(one, street, now.minus(Duration.ofMinutes(95)), Kind.WORK)
                .drafts(Occasion.RESIDENTS, "3号楼下面馆油烟直排，居民反映半年", "面馆没有油烟净化设施，社区和物业劝过三次，店家说是房东的事。需要市场监管和城管一起来。", true);
        new Tale(other, street, now.minus(Duration.ofHours(20)), Kind.WORK)
                .drafts(Occasion.ENFORCEMENT, "夜市占了消防通道", "晚上八点以后摊位一直摆到消防通道口。", false)
                .says(street.leader(), 60, new Step.Return("写清楚是哪条路、大概多少摊位。"));
        new Tale(one, street, now.minus(Duration.ofHours(30)), Kind.WORK)
                .drafts(Occasion.RESIDENTS, "围墙外的废品站堆到路上", "废品站把纸箱堆到人行道，接送孩子只能走马路。", false)
                .says(one.clerk(), 200, new Step.Cancel("废品站已经自己搬走了。"));
        // Signed by nobody but one within the hour: the district was told.
        new Tale(one, street, now.minus(Duration.ofHours(7)), Kind.WORK)
                .drafts(Occasion.EMERGENCY, "地下车库配电房进水", "水从管沟倒灌进配电房，物业已断电，还有两部电梯停着。", false)
                .blown()
                .calls(street.fire(), street.urban())
                .says(street.fire(), 12, new Step.Sign("马上出发"))
                .says(
                        street.fire(),
                        25,
                        new Step.CheckIn(one.estates().getFirst().code(), "已到现场抽水"))
                .rings(Limit.SIGN, 40);
        new Tale(other, street, now.minus(Duration.ofMinutes(50)), Kind.WORK)
                .drafts(Occasion.ENFORCEMENT, "沿街店铺乱拉横幅遮挡路灯", "一排七家店，晚上路灯照不到人行道。", false)
                .blown()
                .calls(street.urban(), street.market())
                .says(street.urban(), 5, new Step.Sign(""))
                .says(street.market(), 5, new Step.Objection("横幅广告归城管部门审批，我局只管证照。"));
        new Tale(one, street, now.minus(Duration.ofDays(1)), Kind.HARD)
                .drafts(Occasion.RESIDENTS, "群租房改成六个隔间", "住户反映隔间用的是易燃板，一户住了十一个人。", false)
                .blown()
                .calls(street.fire(), street.market())
                .says(street.fire(), 20, new Step.Sign(""))
                .says(street.market(), 15, new Step.Sign("收到"))
                .says(street.fire(), 60, new Step.Contact("和社区通了电话，约好明天上午一起上门。"));
        new Tale(other, street, now.minus(Duration.ofDays(3)), Kind.WORK)
                .drafts(Occasion.ENFORCEMENT, "地下一层无照食品加工", "半夜有货车拉泡沫箱，楼道里有味道。", false)
                .blown()
                .calls(street.market(), street.urban())
                .signed()
                .there();
        new Tale(one, street, now.minus(Duration.ofDays(6)), Kind.WORK)
                .drafts(Occasion.RESIDENTS, "楼顶违建花房漏水到楼下三户", "物业发过整改通知，业主不认。", true)
                .blown()
                .calls(street.urban(), street.fire())
                .signed()
                .there()
                .says(street.urban(), 90, new Step.Plan("城管局周三前下拆除通知；消防看疏散通道有没有被占；社区和物业陪同上门，十天内拆完。"))
                .says(street.fire(), 600, new Step.Finish("检查了楼顶疏散门，已要求当场打开。", "楼顶在下雨，没有拍"));
        new Tale(other, street, now.minus(Duration.ofDays(9)), Kind.WORK)
                .drafts(Occasion.RESIDENTS, "菜市场后门污水流到小区", "下水道堵了，夏天有蚊虫。", false)
                .blown()
                .calls(street.market(), street.urban())
                .signed()
                .there()
                .planned()
                .done();
        String[] before = {"电动车在楼道充电屡劝不止", "露天烧烤噪音到半夜", "围挡里的建筑垃圾没人清", "网吧占道停满共享单车", "消防栓被小广告盖住"};
        for (int i = 0; i < before.length; i++) {
            Tale past = new Tale(i % 2 == 0 ? one : other, street, now.minus(Duration.ofDays(25 + 17L * i)), Kind.WORK)
                    .drafts(i % 2 == 0 ? Occasion.RESIDENTS : Occasion.ENFORCEMENT, before[i], "社区劝过几次，需要部门一起来。", false)
                    .blown()
                    .calls(i % 2 == 0 ? street.fire() : street.urban(), i == 3 ? street.fire() : street.market());
            // One of five signs too late.
            if (i == 1) {
                past.rings(Limit.SIGN, 62);
            }
            past.signed()
                    .there()
                    .planned()
                    .done()
                    .rated(i == 1 ? 3 : 5, i != 1)
                    .judged(i != 3)
                    .says(street.office(), 300, new Step.Close(""));
        }
    }

    /** One whistle, told step by step until the present. */
    private final class Tale {

        private final Cast cast;
        private final StreetCast street;
        private final Kind kind;
        private Instant at;
        private Optional<UUID> id = Optional.empty();
        private List<Actor> called = List.of();

        Tale(Cast cast, StreetCast street, Instant at, Kind kind) {
            this.cast = cast;
            this.street = street;
            this.at = at;
            this.kind = kind;
        }

        Tale drafts(Occasion occasion, String title, String words, boolean fromAnOrder) {
            Cast.Resident resident = cast.residents().getFirst();
            Optional<UUID> order = fromAnOrder ? Optional.of(Ids.at(at)) : Optional.empty();
            order.ifPresent(asked -> as(
                    resident.actor(),
                    () -> orders.place(
                            asked,
                            new org.linli.order.Step.Place(
                                    "05",
                                    title,
                                    resident.home(),
                                    "随时都可以",
                                    Channel.ONLINE,
                                    resident.actor().name(),
                                    Optional.of(new Phone(resident.phone()))))));
            at = at.plus(Duration.ofMinutes(order.isPresent() ? 30 : 0));
            Step.Draft draft = new Step.Draft(cast.estates().getFirst().code(), occasion, kind, title, words);
            as(cast.clerk(), () -> id = Optional.of(whistles.draft(draft, order)));
            return this;
        }

        Tale blown() {
            return says(street.leader(), 12, new Step.Approve("同意，请街道吹哨。")).says(street.office(), 4, new Step.Blow(""));
        }

        Tale calls(Actor lead, Actor with) {
            called = List.of(lead, with);
            return says(
                    street.office(),
                    4,
                    new Step.Assign(
                            Stream.of(lead, with)
                                    .map(who -> who.organisation().orElseThrow())
                                    .toList(),
                            lead.organisation().orElseThrow(),
                            "请按时签收、到场。"));
        }

        Tale signed() {
            called.forEach(who -> says(who, 14, new Step.Sign("")));
            return this;
        }

        Tale there() {
            called.forEach(who ->
                    says(who, 200, new Step.CheckIn(cast.estates().getFirst().code(), "已到现场")));
            return this;
        }

        Tale planned() {
            return says(called.getFirst(), 60, new Step.Plan("牵头部门查清情况并开单，另一家配合现场清理，社区做好解释，五天内办完。"));
        }

        Tale done() {
            called.forEach(who -> says(who, 900, new Step.Finish("按方案办完，现场已恢复，已和社区一起看过。", "当事人家里，不便拍照")));
            return this;
        }

        Tale rated(int score, boolean good) {
            called.forEach(who -> says(
                    street.office(),
                    60,
                    new Step.Rate(
                            who.organisation().orElseThrow(),
                            good,
                            true,
                            score,
                            good ? "来得快，和社区配合得好。" : "签收晚了，催过两次。")));
            return this;
        }

        Tale judged(boolean justified) {
            called.forEach(who -> says(
                    who,
                    20,
                    new Step.Judge(
                            justified, true, justified ? 5 : 3, justified ? "写得清楚，社区在现场配合。" : "这类事街道的巡查队自己能清。")));
            return this;
        }

        Tale says(Actor who, int minutesLater, Step step) {
            at = at.plus(Duration.ofMinutes(minutesLater));
            as(who, () -> whistles.take(id.orElseThrow(), step));
            return this;
        }

        /** A clock ends: the machinery tells the district. */
        Tale rings(Limit limit, int minutesLater) {
            at = at.plus(Duration.ofMinutes(minutesLater));
            as(
                    Actor.system(cast.community()),
                    () -> alarms.stream()
                            .filter(alarm -> alarm.name().equals("whistle." + limit))
                            .forEach(alarm -> alarm.ring(id.orElseThrow(), 1)));
            return this;
        }

        private void as(Actor actor, Runnable work) {
            WallClock.at(at, () -> Acting.run(actor, work));
        }
    }
}
