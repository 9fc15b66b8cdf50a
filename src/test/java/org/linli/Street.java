package org.linli;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.whistle.Kind;
import org.linli.whistle.Occasion;
import org.linli.whistle.State;
import org.linli.whistle.Step;
import org.linli.whistle.Whistles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/** 杏林街道 above both communities of the tests, the district above it, and the departments it calls 街道和部门. */
public final class Street {

    public static final PlaceCode STREET = new PlaceCode("350211003");
    public static final PlaceCode DISTRICT = new PlaceCode("350211");

    public final Actor leader;
    public final Actor office;
    public final Actor administrator;
    /** Of the office of the district that hears of what is late. */
    public final Actor district;
    /** The liaisons of three departments of the district. */
    public final Actor market;

    public final Actor urban;
    public final Actor fire;
    /** The liaison of a department of 宁宝社区 alone. */
    public final Actor station;
    /** The police liaison of 宁宝社区, who alone sees what is reported of a person there. */
    public final Actor police;

    private final World world;
    private final Organisations organisations;
    private final Whistles whistles;

    Street(World world, Organisations organisations, Whistles whistles) {
        this.world = world;
        this.organisations = organisations;
        this.whistles = whistles;
        UUID office = founded(Organisation.Kind.STREET, "杏林街道办", STREET);
        this.leader = staff("林街领", office, "杏林街道办", Duty.STREET_LEADER, STREET, "street-lin");
        this.office = staff("江街办", office, "杏林街道办", Duty.STREET, STREET, "street-jiang");
        this.administrator = staff("关街管", office, "杏林街道办", Duty.ADMINISTRATOR, STREET, "street-guan");
        UUID above = founded(Organisation.Kind.STREET, "集美区吹哨办", DISTRICT);
        this.district = staff("曲区办", above, "集美区吹哨办", Duty.STREET, DISTRICT, "district-qu");
        this.market = department("市场监管局", "史部联", "dept-shi", DISTRICT);
        this.urban = department("城市管理局", "程部联", "dept-cheng", DISTRICT);
        this.fire = department("消防救援大队", "萧部联", "dept-xiao", DISTRICT);
        this.station = department("第一警务室", "景部联", "dept-jing", PlaceCode.parse("350211003012"));
        this.police = police("杏林派出所", "安警联", "police-an", PlaceCode.parse("350211003012"));
    }

    /** One more police station with its liaison. */
    public Actor police(String name, String liaison, String account, PlaceCode place) {
        return staff(
                liaison, founded(Organisation.Kind.DEPARTMENT, name, place), name, Duty.POLICE_LIAISON, place, account);
    }

    /** One more department with its liaison. */
    public Actor department(String name, String liaison, String account, PlaceCode place) {
        return staff(
                liaison, founded(Organisation.Kind.DEPARTMENT, name, place), name, Duty.DEPARTMENT, place, account);
    }

    private UUID founded(Organisation.Kind kind, String name, PlaceCode place) {
        return World.as(World.founder(place), () -> organisations.found(kind, name, place, ""));
    }

    private Actor staff(
            String name, UUID organisation, String organisationName, Duty duty, PlaceCode place, String account) {
        return World.as(
                World.founder(place), () -> world.engaged(name, organisation, organisationName, duty, place, account));
    }

    public static UUID of(Actor liaison) {
        return liaison.organisation().orElseThrow();
    }

    public UUID drafts(Actor who, String words, PlaceCode where) {
        Step.Draft draft = new Step.Draft(where, Occasion.RESIDENTS, Kind.WORK, words, words);
        return World.as(who, () -> whistles.draft(draft, Optional.empty()));
    }

    public State takes(Actor who, UUID whistle, Step step) {
        return World.as(who, () -> whistles.take(whistle, step)).state();
    }

    /** Drafted by the community, approved, blown, and these departments called, the first of which leads. */
    public UUID calls(World.Quarter where, String words, Actor... departments) {
        UUID id = drafts(where.clerk(), words, where.compound());
        takes(leader, id, new Step.Approve(""));
        takes(office, id, new Step.Blow(""));
        takes(
                office,
                id,
                new Step.Assign(List.of(departments).stream().map(Street::of).toList(), of(departments[0]), ""));
        return id;
    }

    /** As far as this state, with two departments. */
    public UUID in(State wanted, World.Quarter where, String words) {
        if (wanted.ordinal() < State.ASSIGNED.ordinal() || wanted == State.CANCELLED) {
            return young(wanted, where, words);
        }
        UUID id = calls(where, words, market, urban);
        List<Actor> both = List.of(market, urban);
        List<State> on = List.of(
                State.ASSIGNED, State.SIGNED, State.CHECKED_IN, State.PLAN, State.DONE, State.RATED, State.CLOSED);
        int far = on.indexOf(wanted);
        if (far >= 1) {
            both.forEach(who -> takes(who, id, new Step.Sign("")));
        }
        if (far >= 2) {
            both.forEach(who -> takes(who, id, new Step.CheckIn(where.compound(), "到了")));
        }
        if (far >= 3) {
            takes(market, id, new Step.Plan("市场监管局查证照，城市管理局清占道，三天内办完。"));
        }
        if (far >= 4) {
            both.forEach(who -> takes(who, id, new Step.Finish("办完了", "现场已恢复，没有可拍的")));
        }
        if (far >= 5) {
            both.forEach(who -> takes(office, id, new Step.Rate(of(who), true, true, 5, "来得快")));
        }
        if (far >= 6) {
            takes(office, id, new Step.Close(""));
        }
        return id;
    }

    private UUID young(State wanted, World.Quarter where, String words) {
        UUID id = drafts(where.clerk(), words, where.compound());
        switch (wanted) {
            case RETURNED -> takes(leader, id, new Step.Return("写清楚是哪一家"));
            case CANCELLED -> takes(where.clerk(), id, new Step.Cancel("店家自己改了"));
            case APPROVED, BLOWN -> {
                takes(leader, id, new Step.Approve(""));
                if (wanted == State.BLOWN) {
                    takes(leader, id, new Step.Blow(""));
                }
            }
            default -> {}
        }
        return id;
    }

    @Configuration(proxyBeanMethods = false)
    static class Making {

        /** Built for the tests that ask for it, after the communities. */
        @Bean
        @Lazy
        Street street(World world, Organisations organisations, Whistles whistles) {
            return new Street(world, organisations, whistles);
        }
    }
}
