package org.linli;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.linli.identity.Accounts;
import org.linli.kernel.PlaceCode;
import org.linli.order.Routes;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.place.Construction;
import org.linli.place.Layout;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.secret.Phone;
import org.linli.resident.Residents;
import org.linli.resident.Tie;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The named people and places of the tests 测试世界: two communities, each with everybody in it, so that one can be kept from the other. */
public final class World {

    public static final String PASSWORD = "Linli-2026";

    /** One community and who lives and works there. */
    public record Quarter(
            PlaceCode community,
            PlaceCode compound,
            PlaceCode home,
            UUID committee,
            UUID firm,
            Actor resident,
            Actor clerk,
            Actor chief,
            Actor worker,
            Actor gridWorker,
            Actor administrator) {}

    /** 宁宝社区: 陈邻安 lives in 宁宝世家 3号楼 2单元 1203. */
    public final Quarter ningbao;

    /** 纺织社区, next door: nothing of the one is the other's. */
    public final Quarter fangzhi;

    private final Construction construction;
    private final Organisations organisations;
    private final Appointments appointments;
    private final Residents residents;
    private final Accounts accounts;
    private final Routes routes;
    private final Clock clock;
    private int phones;

    World(
            Construction construction,
            Organisations organisations,
            Appointments appointments,
            Residents residents,
            Accounts accounts,
            Routes routes,
            Clock clock) {
        this.construction = construction;
        this.organisations = organisations;
        this.appointments = appointments;
        this.residents = residents;
        this.accounts = accounts;
        this.routes = routes;
        this.clock = clock;
        this.ningbao = founding("350211003012", "宁宝世家", "nb", "");
        this.fangzhi = founding("350211003003", "华铃花园", "fz", "");
    }

    /** A third community, for a test that leaves it in ruins. */
    public Quarter another(String code, String compound, String accountsBegin) {
        return founding(code, compound, accountsBegin, "");
    }

    /** One more community like the two, with a mark at the end of everybody's name. */
    public Quarter founding(String code, String compound, String accountsBegin, String mark) {
        PlaceCode community = PlaceCode.parse(code);
        return as(founder(community), () -> found(community, compound, accountsBegin, mark));
    }

    private Quarter found(PlaceCode community, String compoundName, String short_, String mark) {
        construction.setPhone(community, "0592-0000000");
        PlaceCode compound = construction.build(community, compoundName);
        construction.generate(compound, new Layout(1, 3, 2, 12, 3));
        PlaceCode home = PlaceCode.parse(compound.value() + "003" + "02" + "1203");
        UUID committee = organisations.found(Organisation.Kind.COMMUNITY, "居委会" + short_, community, "0592-0000001");
        UUID firm = organisations.found(Organisation.Kind.PROPERTY, compoundName + "物业", compound, "0592-0000002");
        UUID grid = organisations.found(Organisation.Kind.GRID_TEAM, "网格队" + short_, community, "");
        routes.route(compound, "", firm);
        routes.route(community, "09", grid);
        routes.promise(compound, 5);
        UUID resident = person("陈邻安" + mark, community);
        residents.tie(resident, home, Tie.Kind.OWNER, LocalDate.now(clock));
        accounts.open(resident, short_ + "-chen", PASSWORD, false);
        return new Quarter(
                community,
                compound,
                home,
                committee,
                firm,
                Actor.resident(resident, "陈邻安" + mark, Optional.of(community)),
                staff("方里平" + mark, committee, "居委会" + short_, Duty.CLERK, community, short_ + "-fang"),
                staff("舒邻和" + mark, committee, "居委会" + short_, Duty.CHIEF, community, short_ + "-shu"),
                staff("刘里顺" + mark, firm, compoundName + "物业", Duty.PROPERTY, compound, short_ + "-liu"),
                staff("王里仁" + mark, grid, "网格队" + short_, Duty.GRID_WORKER, community, short_ + "-wang"),
                staff("关邻福" + mark, committee, "居委会" + short_, Duty.ADMINISTRATOR, community, short_ + "-guan"));
    }

    private UUID person(String name, PlaceCode community) {
        return residents.register(name, community, Optional.of(new Phone("1000000%04d".formatted(phones++))));
    }

    private Actor staff(
            String name, UUID organisation, String organisationName, Duty duty, PlaceCode place, String account) {
        PlaceCode community = PlaceCode.parse(place.value().substring(0, 12));
        UUID person = person(name, community);
        return appointed(person, name, organisation, organisationName, duty, place, account);
    }

    /** Appoints a person, and opens their account: who acts for an organisation from then on. As whoever appoints there. */
    Actor appointed(
            UUID person,
            String name,
            UUID organisation,
            String organisationName,
            Duty duty,
            PlaceCode place,
            String account) {
        UUID appointment = appointments.appoint(person, organisation, duty, "职务", place, LocalDate.now(clock));
        accounts.open(person, account, PASSWORD, false);
        return new Actor(
                Optional.of(person),
                name,
                duty,
                "职务",
                Optional.of(appointment),
                Optional.of(organisation),
                organisationName,
                Optional.of(place));
    }

    /** The same of somebody new, without a phone. */
    Actor engaged(String name, UUID organisation, String organisationName, Duty duty, PlaceCode place, String account) {
        UUID person = residents.register(name, place, Optional.empty());
        return appointed(person, name, organisation, organisationName, duty, place, account);
    }

    /** Whoever founds a community: appoints there, and reads no matter. */
    public static Actor founder(PlaceCode community) {
        return new Actor(
                Optional.empty(),
                "创建人",
                Duty.ADMINISTRATOR,
                "系统管理员",
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.of(community));
    }

    /** Runs as somebody. */
    public static <T> T as(Actor actor, Callable<T> work) {
        try {
            return Acting.as(actor, work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Making {

        /** Built for the tests that ask for it. */
        @Bean
        @org.springframework.context.annotation.Lazy
        World world(
                Construction construction,
                Organisations organisations,
                Appointments appointments,
                Residents residents,
                Accounts accounts,
                Routes routes,
                Clock clock,
                org.linli.place.Places placesAreImported) {
            return new World(construction, organisations, appointments, residents, accounts, routes, clock);
        }

        @Bean
        Script script(org.linli.order.Orders orders) {
            return new Script(orders);
        }
    }
}
