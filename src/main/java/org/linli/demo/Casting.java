package org.linli.demo;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.linli.identity.Accounts;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.WorkingWeek;
import org.linli.order.Routes;
import org.linli.organisation.Appointments;
import org.linli.organisation.Calendars;
import org.linli.organisation.Link;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.organisation.Posts;
import org.linli.organisation.Rotas;
import org.linli.organisation.Skill;
import org.linli.organisation.Spoken;
import org.linli.place.Construction;
import org.linli.place.Grid;
import org.linli.place.Grids;
import org.linli.place.Layout;
import org.linli.place.Places;
import org.linli.place.Positions;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.secret.Phone;
import org.linli.resident.Residents;
import org.linli.resident.Tie;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Builds one community of the demo world: its compounds, its organisations, its people and their accounts. */
@Component
class Casting {

    private static final String[] POSTS = {"维修维护岗", "爱心帮扶岗", "信息咨询岗", "政策宣传岗", "应急处理岗", "矛盾调处岗"};
    private static final int STEWARDS = 32;
    private static final WorkingWeek OFFICE = WorkingWeek.parse(
            Stream.concat(Collections.nCopies(5, "08:30-12:00 14:30-17:30").stream(), Stream.of("", ""))
                    .toList());
    private static final WorkingWeek ON_DUTY = WorkingWeek.parse(Collections.nCopies(7, "08:00-20:00"));

    private final Construction construction;
    private final Places places;
    private final Grids grids;
    private final Positions positions;
    private final Organisations organisations;
    private final Appointments appointments;
    private final Calendars calendars;
    private final Residents residents;
    private final Accounts accounts;
    private final Routes routes;
    private final Posts posts;
    private final Rotas rotas;
    private final Clock clock;

    Casting(
            Construction construction,
            Places places,
            Grids grids,
            Positions positions,
            Organisations organisations,
            Appointments appointments,
            Calendars calendars,
            Residents residents,
            Accounts accounts,
            Routes routes,
            Posts posts,
            Rotas rotas,
            Clock clock) {
        this.construction = construction;
        this.places = places;
        this.grids = grids;
        this.positions = positions;
        this.organisations = organisations;
        this.appointments = appointments;
        this.calendars = calendars;
        this.residents = residents;
        this.accounts = accounts;
        this.routes = routes;
        this.posts = posts;
        this.rotas = rotas;
        this.clock = clock;
    }

    /** The actor under whom a community is built: may appoint there, and reads no matter. */
    static Actor founder(PlaceCode community) {
        return new Actor(
                Optional.empty(),
                "系统",
                Duty.ADMINISTRATOR,
                "系统管理员",
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.of(community));
    }

    @Transactional
    public Cast cast(Quarter quarter, int number) {
        PlaceCode community = PlaceCode.parse(quarter.code());
        Names names = new Names(new Random(number));
        construction.setPhone(community, quarter.phone());
        Stage stage = new Stage(quarter, number, names);
        UUID committee =
                organisations.found(Organisation.Kind.COMMUNITY, quarter.name() + "居民委员会", community, quarter.phone());
        UUID party = organisations.found(Organisation.Kind.PARTY, quarter.name() + "党委", community, "");
        organisations.link(party, Link.Kind.LEADS, committee);
        calendars.open(committee, Optional.of(OFFICE), false);
        Actor chief =
                stage.staff("shuji", names.next(), committee, quarter.name() + "居民委员会", Duty.CHIEF, "社区书记", community);
        Actor clerk = stage.staff(
                "shequ", names.next(), committee, quarter.name() + "居民委员会", Duty.CLERK, "社区工作人员", community);
        stage.staff(
                "guanli", names.next(), committee, quarter.name() + "居民委员会", Duty.ADMINISTRATOR, "系统管理员", community);
        // The chief is 一级网格长 too: one person, two appointments.
        UUID grid = organisations.found(Organisation.Kind.GRID_TEAM, quarter.name() + "网格队", community, "");
        Actor gridWorker =
                stage.staff("wangge", names.next(), grid, quarter.name() + "网格队", Duty.GRID_WORKER, "专职网格员", community);
        appointments.appoint(chief.self(), grid, Duty.GRID_WORKER, "一级网格长", community, LocalDate.now(clock));
        UUID volunteers = organisations.found(Organisation.Kind.VOLUNTEERS, quarter.name() + "志愿服务队", community, "");
        Actor volunteer = stage.staff(
                "zhiyuan", names.next(), volunteers, quarter.name() + "志愿服务队", Duty.VOLUNTEER, "志愿队队长", community);
        organisations.link(party, Link.Kind.LEADS, volunteers);
        posts.set(
                gridWorker.appointment().orElseThrow(),
                Set.of(Skill.MEDIATION, Skill.EMERGENCY),
                quarter.stewards() ? Set.of(Spoken.TIBETAN) : Set.of());
        posts.set(volunteer.appointment().orElseThrow(), Set.of(Skill.CARE), Set.of());
        rotas.add(
                grid,
                gridWorker.appointment().orElseThrow(),
                EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY),
                "8:30-17:30");
        List<Cast.Team> merchants = stage.merchants(community);
        Centre centre = new Centre(committee, party, grid, volunteers);
        List<Cast.Estate> estates = stage.estates(community, centre);
        routes.route(community, "05", grid);
        routes.route(community, "09", grid);
        routes.route(community, "10", grid);
        routes.route(community, "07", volunteers);
        return new Cast(
                community,
                chief,
                clerk,
                gridWorker,
                estates,
                new Cast.Team(volunteers, volunteer),
                new Cast.Team(grid, gridWorker),
                merchants,
                stage.residents(community, estates));
    }

    /** The organisations of a community with which those of its compounds are tied. */
    private record Centre(UUID committee, UUID party, UUID grid, UUID volunteers) {}

    private record Appointed(UUID person, UUID appointment) {}

    /** The names and phones of one community while it is built. */
    private final class Stage {

        private final Quarter quarter;
        private final int number;
        private final Names names;
        private int phones;
        private int accountsMade;

        Stage(Quarter quarter, int number, Names names) {
            this.quarter = quarter;
            this.number = number;
            this.names = names;
        }

        /** Numbers that no operator gives out: 100 00. */
        private Phone phone() {
            return new Phone("10000%02d%04d".formatted(number, phones++));
        }

        private void account(UUID person, String role, String shown, String does) {
            accounts.openForDemo(person, quarter.short_() + "-" + role, shown, does, number * 100 + accountsMade++);
        }

        Actor staff(
                String role,
                String name,
                UUID organisation,
                String organisationName,
                Duty duty,
                String title,
                PlaceCode place) {
            UUID person = residents.register(name, place.at(PlaceLevel.COMMUNITY), Optional.of(phone()));
            UUID appointment = appointments.appoint(person, organisation, duty, title, place, LocalDate.now(clock));
            account(person, role, name, quarter.name() + " · " + title);
            return new Actor(
                    Optional.of(person),
                    name,
                    duty,
                    title,
                    Optional.of(appointment),
                    Optional.of(organisation),
                    organisationName,
                    Optional.of(place));
        }

        List<Cast.Team> merchants(PlaceCode community) {
            List<Cast.Team> teams = new ArrayList<>();
            for (String shop : quarter.merchants()) {
                UUID id = organisations.found(Organisation.Kind.MERCHANT, shop, community, "");
                String name = names.next();
                UUID person = residents.register(name, community, Optional.of(phone()));
                UUID appointment =
                        appointments.appoint(person, id, Duty.MERCHANT, "店主", community, LocalDate.now(clock));
                if (teams.isEmpty()) {
                    account(person, "shangjia", name, quarter.name() + " · " + shop);
                }
                teams.add(new Cast.Team(
                        id,
                        new Actor(
                                Optional.of(person),
                                name,
                                Duty.MERCHANT,
                                "店主",
                                Optional.of(appointment),
                                Optional.of(id),
                                shop,
                                Optional.of(community))));
                routes.route(community, "08", id);
            }
            return teams;
        }

        List<Cast.Estate> estates(PlaceCode community, Centre centre) {
            List<Cast.Estate> estates = new ArrayList<>();
            for (Quarter.Estate estate : quarter.estates()) {
                PlaceCode code = construction.build(community, estate.name());
                int first = 1;
                for (Quarter.Block block : estate.blocks()) {
                    construction.generate(
                            code, new Layout(first, block.buildings(), block.units(), block.floors(), block.homes()));
                    first += block.buildings();
                }
                positions.set(code, estate.positions());
                String firm = estate.name() + "物业服务中心";
                UUID property = organisations.found(
                        Organisation.Kind.PROPERTY, firm, code, quarter.phone().replace("-", "-1"));
                organisations.link(property, Link.Kind.SERVES, centre.committee());
                calendars.open(property, Optional.of(ON_DUTY), true);
                UUID owners =
                        organisations.found(Organisation.Kind.OWNERS_COMMITTEE, estate.name() + "业主委员会", code, "");
                organisations.link(centre.party(), Link.Kind.LEADS, owners);
                Actor worker = staff(
                        estates.isEmpty() ? "wuye" : "wuye" + (estates.size() + 1),
                        names.next(),
                        property,
                        firm,
                        Duty.PROPERTY,
                        quarter.stewards() && estates.isEmpty() ? POSTS[0] : "物业维修工",
                        code);
                posts.set(worker.appointment().orElseThrow(), Set.of(Skill.REPAIR), Set.of());
                rotas.add(property, worker.appointment().orElseThrow(), EnumSet.allOf(DayOfWeek.class), "8:00-20:00");
                if (estates.isEmpty()) {
                    gridChiefs(code, property, centre);
                    buildingChiefs(code, centre.volunteers());
                    together(estate.name(), code, centre, property, owners);
                    if (quarter.stewards()) {
                        stewards(property, code);
                    }
                }
                routes.route(code, "01", property);
                routes.route(code, "02", property);
                routes.route(code, "03", property);
                routes.route(code, "04", property);
                // One community forgot to say whose hazards are: the page of its rules tells it.
                if (!quarter.short_().equals("zt")) {
                    routes.route(code, "06", property);
                }
                if (estate.promise() > 0) {
                    routes.promise(code, estate.promise());
                }
                grids.draw(community, estate.name() + "网格", Grid.Kind.BASE, List.of(code));
                estates.add(new Cast.Estate(code, new Cast.Team(property, worker), homes(code)));
            }
            return estates;
        }

        /** 三级网格长 (4-16): below the chief the second and third ranks of a compound; they have no accounts. */
        private void gridChiefs(PlaceCode code, UUID property, Centre centre) {
            appoint(centre.grid(), Duty.GRID_WORKER, "二级网格长（社区副主任）", code);
            appoint(property, Duty.PROPERTY, "二级网格长（物业经理）", code);
            appoint(centre.grid(), Duty.GRID_WORKER, "三级网格长（社区干部）", code);
            UUID night = appointed(property, Duty.PROPERTY, "三级网格长（物业客服）", code).appointment();
            posts.set(night, Set.of(Skill.ADVICE, Skill.EMERGENCY), Set.of());
            // Nobody by night at the weekend but in the community of the stewards: a gap that the rota shows.
            rotas.add(property, night, EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), "20:00-8:00");
        }

        /** 楼栋长 (0-19): a volunteer of each of the first buildings, who lives there. */
        private void buildingChiefs(PlaceCode code, UUID volunteers) {
            for (int building = 1; building <= 3; building++) {
                PlaceCode of = code.child(building);
                UUID person = appoint(volunteers, Duty.VOLUNTEER, "楼栋长", of);
                PlaceCode home = places.children(of.child(1), "", 1).getFirst().code();
                residents.tie(person, home, Tie.Kind.OWNER, LocalDate.now(clock));
            }
        }

        /** 1+N (0-16): the party's branch of the compound, and the council at which all of it sits together. */
        private void together(String estate, PlaceCode code, Centre centre, UUID property, UUID owners) {
            UUID branch = organisations.found(Organisation.Kind.PARTY, estate + "党支部", code, "");
            UUID council = organisations.found(
                    Organisation.Kind.DELIBERATION, quarter.name() + "说事会", code.at(PlaceLevel.COMMUNITY), "");
            organisations.link(centre.party(), Link.Kind.LEADS, branch);
            organisations.link(branch, Link.Kind.LEADS, council);
            organisations.link(property, Link.Kind.MEMBER, council);
            organisations.link(owners, Link.Kind.MEMBER, council);
            organisations.link(centre.grid(), Link.Kind.CO_BUILDS, property);
        }

        /** 红色管家队伍: 32 people in six posts (德吉家园 3-17), the one with an account among them. */
        private void stewards(UUID property, PlaceCode code) {
            Skill[] skills = Skill.values();
            for (int i = 1; i < STEWARDS; i++) {
                UUID steward = appointed(property, Duty.PROPERTY, POSTS[i % POSTS.length], code)
                        .appointment();
                // 双语服务岗 (3-24): one in four speaks Tibetan too.
                posts.set(steward, Set.of(skills[i % skills.length]), i % 4 == 0 ? Set.of(Spoken.TIBETAN) : Set.of());
                if (i == POSTS.length) {
                    rotas.add(property, steward, EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), "20:00-8:00");
                }
            }
        }

        /** Somebody without an account. */
        private UUID appoint(UUID organisation, Duty duty, String title, PlaceCode place) {
            return appointed(organisation, duty, title, place).person();
        }

        private Appointed appointed(UUID organisation, Duty duty, String title, PlaceCode place) {
            UUID person = residents.register(names.next(), place.at(PlaceLevel.COMMUNITY), Optional.of(phone()));
            return new Appointed(
                    person, appointments.appoint(person, organisation, duty, title, place, LocalDate.now(clock)));
        }

        /** The homes of the first units: enough to live and order from. */
        private List<PlaceCode> homes(PlaceCode compound) {
            List<PlaceCode> homes = new ArrayList<>();
            for (int building = 1; building <= 3; building++) {
                PlaceCode unit = compound.child(building).child(1);
                places.children(unit, "", 12).forEach(home -> homes.add(home.code()));
            }
            return homes;
        }

        List<Cast.Resident> residents(PlaceCode community, List<Cast.Estate> estates) {
            List<Cast.Resident> people = new ArrayList<>();
            Tie.Kind[] kinds = {Tie.Kind.OWNER, Tie.Kind.OWNER, Tie.Kind.FAMILY, Tie.Kind.TENANT};
            int many = number == 0 ? 24 : 14;
            for (int i = 0; i < many; i++) {
                Cast.Estate estate = estates.get(i % estates.size());
                PlaceCode home = estate.homes().get((i * 5 + 3) % estate.homes().size());
                String name = names.next();
                Phone phone = phone();
                UUID person = residents.register(name, community, Optional.of(phone));
                residents.tie(person, home, kinds[i % kinds.length], LocalDate.now(clock));
                if (i < 2) {
                    account(
                            person,
                            i == 0 ? "jumin" : "jumin2",
                            name,
                            quarter.name() + " · 居民 " + places.fullName(home));
                }
                if (quarter.stewards() && i > 2 && i % 3 == 0) {
                    // Resettled herders, many of whom know little Chinese.
                    Acting.run(Actor.resident(person, name, Optional.of(community)), () -> residents.speak("bo"));
                }
                people.add(
                        new Cast.Resident(Actor.resident(person, name, Optional.of(community)), home, phone.digits()));
            }
            return people;
        }
    }

    /** Runs as the founder of a community. */
    static <T> T founding(PlaceCode community, java.util.concurrent.Callable<T> work) {
        try {
            return Acting.as(founder(community), work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
