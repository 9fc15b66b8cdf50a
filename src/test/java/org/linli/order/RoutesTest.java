package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Routes.Rule;
import org.linli.order.Routes.Suggestion;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Actor;
import org.springframework.beans.factory.annotation.Autowired;

/** Who handles what where: the closest place first, then the closest category; made and dropped within the own place. */
@LinliTest
class RoutesTest {

    @Autowired
    World world;

    @Autowired
    Routes routes;

    @Autowired
    RouteGaps gaps;

    @Autowired
    Organisations organisations;

    @Test
    void theClosestPlaceWinsThenTheClosestCategory() {
        World.Quarter here = world.ningbao;
        PlaceCode building = here.compound().child(1);
        UUID all = founded("甲队", here.community());
        UUID some = founded("乙队", here.community());
        UUID close = founded("丙队", here.community());
        made(here.community(), "08", some);
        made(here.community(), "", all);
        made(building, "", close);

        assertThat(suggested("08", building)).startsWith(close, here.firm(), some, all);
        assertThat(suggested("08", here.compound().child(2)))
                .startsWith(here.firm(), some, all)
                .doesNotContain(close);
        assertThat(suggested("01", here.community())).contains(all).doesNotContain(some, close);

        made(building, "08", some);
        assertThat(suggested("08", building)).startsWith(some, close);

        rules(here, List.of(all, some, close)).forEach(rule -> as(here.administrator(), () -> dropped(rule.id())));
    }

    @Test
    void aSuggestionSaysByWhichRule() {
        World.Quarter here = world.ningbao;
        Suggestion firm =
                as(here.clerk(), () -> routes.suggest("02", here.home())).getFirst();
        assertThat(firm.organisation()).isEqualTo(here.firm());
        assertThat(firm.place()).isEqualTo(here.compound());
        assertThat(firm.placeName()).isEqualTo("宁宝世家");
        assertThat(firm.categoryName()).isEmpty();
        assertThat(as(here.clerk(), () -> routes.suggest("09", here.community()))
                        .getFirst()
                        .categoryName())
                .isEqualTo("咨询建议");
    }

    @Test
    void asManyHandlersAreNamedAsOneRuleOfACommunityHas() {
        World.Quarter here = world.ningbao;
        List<UUID> shops = java.util.stream.IntStream.range(0, 16)
                .mapToObj(i -> founded("商家" + i, here.community()))
                .toList();
        shops.forEach(shop -> made(here.community(), "08", shop));
        assertThat(suggested("08", here.community())).containsAll(shops);
        rules(here, shops).forEach(rule -> as(here.administrator(), () -> dropped(rule.id())));
        assertThat(suggested("08", here.community())).doesNotContainAnyElementsOf(shops);
    }

    @Test
    void aRuleIsMadeOnceAndDroppedOnce() {
        World.Quarter here = world.ningbao;
        UUID team = founded("丁队", here.community());
        UUID owners = as(
                World.founder(here.community()),
                () -> organisations.found(Organisation.Kind.OWNERS_COMMITTEE, "丁业委会", here.community(), ""));
        made(here.community(), "03", team);
        refused("route.exists", here.administrator(), () -> made(here.community(), "03", team));
        refused("order.category", here.administrator(), () -> made(here.community(), "77", team));
        refused("route.organisation", here.administrator(), () -> made(here.community(), "03", owners));
        refused("route.notYours", here.clerk(), () -> route(here.community(), "04", team));

        UUID rule = rules(here, List.of(team)).getFirst().id();
        refused("route.notYours", here.chief(), () -> dropped(rule));
        refused("notFound", world.fangzhi.administrator(), () -> dropped(rule));
        as(here.administrator(), () -> dropped(rule));
        refused("notFound", here.administrator(), () -> dropped(rule));
        assertThat(rules(here, List.of(team))).isEmpty();
    }

    @Test
    void neitherAPlaceNorAnOrganisationOfTheOthersMayBeNamed() {
        World.Quarter here = world.ningbao;
        World.Quarter there = world.fangzhi;
        refused("notFound", here.administrator(), () -> route(here.community(), "03", there.firm()));
        refused("notFound", here.administrator(), () -> route(there.community(), "03", here.firm()));
        refused("notFound", here.administrator(), () -> promised(there.compound(), 9));
        refused("notFound", here.administrator(), () -> unpromised(there.compound()));
        assertThat(as(here.administrator(), () -> routes.promised(there.home())))
                .hasValue(5);
    }

    @Test
    void thePromiseOfTheClosestPlaceHoldsUntilItIsDropped() {
        World.Quarter here = world.ningbao;
        PlaceCode building = here.compound().child(2);
        PlaceCode unit = building.child(1);
        as(here.administrator(), () -> promised(building, 30));
        assertThat(routes.promised(unit)).hasValue(30);
        as(here.administrator(), () -> promised(building, 20));
        assertThat(routes.promised(unit)).hasValue(20);
        assertThat(routes.promises(here.community()))
                .contains(new Routes.Promise(here.compound(), 5), new Routes.Promise(building, 20));
        as(here.administrator(), () -> unpromised(building));
        assertThat(routes.promised(unit)).hasValue(5);
        refused("notFound", here.administrator(), () -> unpromised(building));
        refused("promise.minutes", here.administrator(), () -> promised(building, 0));
        refused("promise.minutes", here.administrator(), () -> promised(building, 10_081));
        refused("route.notYours", here.clerk(), () -> promised(building, 10));
    }

    @Test
    void aGapIsACategoryThatNoRuleOfACompoundTakes() {
        World.Quarter here = Fresh.in(world);
        assertThat(gaps(here)).as("the firm takes everything").isEmpty();
        UUID everything = as(here.clerk(), () -> routes.at(here.community(), "", 500)).stream()
                .filter(rule -> rule.organisation().equals(here.firm()))
                .findFirst()
                .orElseThrow()
                .id();
        as(here.administrator(), () -> dropped(everything));
        assertThat(gaps(here))
                .as("of all classes only the one that the grid takes is not missing, and each is told once")
                .doesNotContain("09-", "0901-", "0102-")
                .contains("01-", "02-", "10-");
        assertThat(as(here.clerk(), () -> gaps.gaps(here.community())))
                .filteredOn(gap -> gap.category().code().startsWith("07"))
                .as("there are no volunteers, whose business it is")
                .anyMatch(gap -> !gap.usual());
        assertThat(as(here.clerk(), () -> gaps.gaps(here.community())))
                .filteredOn(gap -> gap.category().code().equals("01"))
                .as("the firm is there, and the desk suggests it")
                .allMatch(RouteGaps.Gap::usual);
        as(here.administrator(), () -> routes.route(here.compound(), "0102", here.firm()));
        assertThat(gaps(here)).contains("01-").doesNotContain("0102-", "0101-");
        as(here.administrator(), () -> routes.route(here.community(), "", here.firm()));
        assertThat(gaps(here))
                .as("only the whole community's")
                .contains("01~", "02~")
                .doesNotContain("0102~", "09~");
        as(here.administrator(), () -> routes.route(here.compound(), "01", here.firm()));
        assertThat(gaps(here)).doesNotContain("01~", "01-").contains("02~");
        assertThat(as(here.administrator(), () -> gaps.gaps(PlaceCode.parse("3502"))))
                .isEmpty();
    }

    private List<String> gaps(World.Quarter of) {
        return as(of.clerk(), () -> gaps.gaps(of.community())).stream()
                .map(gap -> gap.category().code() + (gap.fallback() ? "~" : "-"))
                .toList();
    }

    @Test
    void twoRulesAsCloseAreToldAndSoIsOneThatNamesNobody() {
        World.Quarter here = Fresh.in(world);
        assertThat(as(here.clerk(), () -> gaps.overlaps(here.community()))).isEmpty();
        assertThat(as(here.clerk(), () -> gaps.idle(here.community()))).isEmpty();
        UUID shop = founded("撞车铺", here.community());
        UUID rule = as(here.administrator(), () -> routes.route(here.community(), "09", shop));
        assertThat(as(here.clerk(), () -> gaps.overlaps(here.community())))
                .singleElement()
                .satisfies(overlap -> assertThat(overlap.names()).hasSize(2).contains("派单撞车铺"));
        assertThat(as(here.clerk(), () -> gaps.idle(here.community())))
                .singleElement()
                .isEqualTo(new RouteGaps.Idle(rule, here.community(), "09", "派单撞车铺", false));
        as(here.administrator(), () -> {
            organisations.end(shop);
            return null;
        });
        assertThat(as(here.clerk(), () -> gaps.overlaps(here.community()))).isEmpty();
        assertThat(as(here.clerk(), () -> gaps.idle(here.community())))
                .singleElement()
                .matches(RouteGaps.Idle::ended);
        as(here.administrator(), () -> dropped(rule));
        assertThat(as(here.clerk(), () -> gaps.idle(here.community()))).isEmpty();
    }

    @Test
    void onlyTheAdministratorLetsARuleSendByItselfAndOnlyWithinHours() {
        World.Quarter here = world.ningbao;
        UUID team = founded("自动队", here.community());
        UUID rule = as(here.administrator(), () -> routes.route(here.community(), "06", team));
        refused("route.notYours", here.clerk(), () -> automatic(rule, "8:00-20:00"));
        refused("notFound", world.fangzhi.administrator(), () -> automatic(rule, "8:00-20:00"));
        refused("hours.malformed", here.administrator(), () -> automatic(rule, "白天"));
        as(here.administrator(), () -> automatic(rule, "8:00-20:00"));
        assertThat(rules(here, List.of(team)).getFirst().autoHours()).isEqualTo("08:00-20:00");
        as(here.administrator(), () -> automatic(rule, ""));
        assertThat(rules(here, List.of(team)).getFirst().autoHours()).isEmpty();
        as(here.administrator(), () -> dropped(rule));
    }

    private UUID automatic(UUID rule, String hours) {
        routes.automatic(rule, hours);
        return rule;
    }

    private UUID founded(String name, PlaceCode place) {
        return as(
                World.founder(place), () -> organisations.found(Organisation.Kind.VOLUNTEERS, "派单" + name, place, ""));
    }

    private UUID made(PlaceCode place, String category, UUID organisation) {
        return as(world.ningbao.administrator(), () -> route(place, category, organisation));
    }

    private UUID route(PlaceCode place, String category, UUID organisation) {
        routes.route(place, category, organisation);
        return organisation;
    }

    private UUID dropped(UUID rule) {
        routes.drop(rule);
        return rule;
    }

    private int promised(PlaceCode place, int minutes) {
        routes.promise(place, minutes);
        return minutes;
    }

    private PlaceCode unpromised(PlaceCode place) {
        routes.unpromise(place);
        return place;
    }

    private List<UUID> suggested(String category, PlaceCode place) {
        return as(world.ningbao.clerk(), () -> routes.suggest(category, place)).stream()
                .map(Suggestion::organisation)
                .toList();
    }

    private List<Rule> rules(World.Quarter of, List<UUID> organisations) {
        return as(of.clerk(), () -> routes.at(of.community(), "", 500)).stream()
                .filter(rule -> organisations.contains(rule.organisation()))
                .toList();
    }

    private static <T> T as(Actor actor, Callable<T> work) {
        return World.as(actor, work);
    }

    private static void refused(String code, Actor actor, Callable<?> work) {
        assertThatThrownBy(() -> World.as(actor, work))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
