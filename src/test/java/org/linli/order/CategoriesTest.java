package org.linli.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.order.Categories.Local;
import org.linli.organisation.Organisation;
import org.linli.platform.Actor;
import org.linli.platform.web.Page;
import org.springframework.beans.factory.annotation.Autowired;

/** What may be asked for, and how it is worked on: common terms, and what each place sets otherwise. */
@LinliTest
class CategoriesTest {

    private static final Terms QUICK = new Terms(
            TimeLimit.of(2, TimeLimit.Unit.WORKING_HOURS),
            new Uptake(TimeLimit.of(3, TimeLimit.Unit.HOURS), TimeLimit.of(1, TimeLimit.Unit.WORKING_DAYS)),
            Terms.Evidence.PHOTO,
            Organisation.Kind.GRID_TEAM,
            Terms.Seen.PUBLIC,
            false,
            false,
            "满了就算",
            "清空");

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Categories categories;

    @Autowired
    Emergencies emergencies;

    @Autowired
    Orders orders;

    @Test
    void theCommonSetIsInEverydayWordsAndComplete() {
        List<Local> all = as(world.ningbao.clerk(), () -> categories.listed(world.ningbao.community()));
        assertThat(all).hasSizeGreaterThanOrEqualTo(70);
        assertThat(all).filteredOn(one -> !one.own() && !one.category().first()).allSatisfy(one -> {
            assertThat(one.category().name()).hasSizeBetween(2, 20);
            assertThat(one.terms().filing()).isNotEmpty();
            assertThat(one.terms().closing()).isNotEmpty();
            assertThat(all)
                    .extracting(other -> other.category().code())
                    .contains(one.category().of());
        });
        assertThat(all).filteredOn(one -> one.terms().urgent()).hasSizeGreaterThan(5);
        assertThat(all).extracting(Local::national).contains("市容环境", "园林绿化", "突发事件", "");
    }

    @Test
    void theClosestPlaceSetsTheTerms() {
        World.Quarter here = world.ningbao;
        PlaceCode building = here.compound().child(1);
        Terms common = terms("0301", here.home());
        as(here.administrator(), () -> {
            categories.set(here.community(), "0301", QUICK, true);
            return null;
        });
        assertThat(terms("0301", here.home())).isEqualTo(QUICK);
        Terms slower = new Terms(
                TimeLimit.of(3, TimeLimit.Unit.DAYS),
                Uptake.USUAL,
                Terms.Evidence.WORDS,
                Organisation.Kind.PROPERTY,
                Terms.Seen.PARTIES,
                false,
                false,
                "",
                "");
        as(here.administrator(), () -> {
            categories.set(building, "0301", slower, true);
            return null;
        });
        assertThat(terms("0301", building.child(1))).isEqualTo(slower);
        assertThat(terms("0301", here.compound().child(2))).isEqualTo(QUICK);
        assertThat(terms("0301", world.fangzhi.home())).isEqualTo(common);
        as(here.administrator(), () -> {
            categories.unset(building, "0301");
            categories.unset(here.community(), "0301");
            return null;
        });
        assertThat(terms("0301", here.home())).isEqualTo(common);
        assertThatThrownBy(() -> as(here.administrator(), () -> {
                    categories.unset(here.community(), "0301");
                    return null;
                }))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void anOrderIsWorkedOnByTheTermsOfItsPlace() {
        World.Quarter here = world.ningbao;
        as(here.administrator(), () -> {
            categories.set(here.compound(), "02", QUICK, true);
            return null;
        });
        var id = script.as(here.resident()).places("楼道灯坏了", here.home());
        script.as(here.clerk()).dispatches(id, here.firm());
        script.as(here.worker()).accepts(id);
        Order order = as(here.clerk(), () -> orders.order(id));
        assertThat(order.terms()).isEqualTo(QUICK);
        assertThatThrownBy(() -> script.as(here.worker()).takes(id, new Step.Finish("好了", "没有照片")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("order.photoNeeded");
        as(here.administrator(), () -> {
            categories.unset(here.compound(), "02");
            return null;
        });
    }

    @Test
    void aPlaceAddsItsOwnAndTakesThemOutOfUse() {
        World.Quarter here = world.ningbao;
        String code = as(here.administrator(), () -> categories.add(here.community(), "02", "喷泉不喷水", QUICK));
        assertThat(code).hasSize(8).startsWith("02");
        assertThat(codes(here.home())).contains(code);
        assertThat(codes(world.fangzhi.home())).doesNotContain(code);
        refused("category.taken", () -> categories.add(here.community(), "02", "喷泉不喷水", QUICK));
        refused("category.name", () -> categories.add(here.community(), "02", " ", QUICK));
        refused("order.category", () -> categories.add(here.community(), "0201", "喷泉漏水", QUICK));
        as(here.administrator(), () -> {
            categories.retire(here.community(), code);
            return null;
        });
        assertThat(codes(here.home())).doesNotContain(code);
        String next = as(here.administrator(), () -> categories.add(here.community(), "02", "喷泉不喷水", QUICK));
        assertThat(next).as("a code is never used again").isNotEqualTo(code);
        as(here.administrator(), () -> {
            categories.retire(here.community(), next);
            return null;
        });
    }

    @Test
    void whatAPlaceDoesNotOfferCannotBeAskedForThere() {
        World.Quarter here = world.ningbao;
        as(here.administrator(), () -> {
            categories.set(here.compound(), "0804", QUICK, false);
            return null;
        });
        assertThat(codes(here.home())).doesNotContain("0804");
        assertThatThrownBy(() -> as(here.clerk(), () -> categories.choose("0804", here.home())))
                .isInstanceOf(Refusal.class);
        assertThat(codes(here.community())).contains("0804");
        as(here.administrator(), () -> {
            categories.unset(here.compound(), "0804");
            return null;
        });
    }

    @Test
    void theClosestNumbersToCallComeFirst() {
        World.Quarter here = world.ningbao;
        as(here.administrator(), () -> {
            emergencies.add(here.community(), "燃气抢修", "燃气公司", "0592-5000000", "24小时");
            emergencies.add(here.compound(), "电梯救援", "电梯维保", "0592-5000001", "");
            return null;
        });
        List<Emergencies.Contact> contacts = as(here.resident(), () -> emergencies.at(here.home()));
        assertThat(contacts)
                .extracting(Emergencies.Contact::kind)
                .startsWith("电梯救援", "燃气抢修")
                .contains("火警", "急救");
        assertThat(Page.dial(contacts.getFirst().phone())).isEqualTo("05925000001");
        assertThat(as(world.fangzhi.resident(), () -> emergencies.at(world.fangzhi.home())))
                .extracting(Emergencies.Contact::name)
                .doesNotContain("燃气公司");
        refused("emergency.phone", () -> {
            emergencies.add(here.community(), "抢修", "师傅", "call me", "");
            return null;
        });
        Emergencies.Contact country = contacts.stream()
                .filter(contact -> contact.place().isEmpty())
                .findFirst()
                .orElseThrow();
        assertThatThrownBy(() -> as(here.administrator(), () -> {
                    emergencies.drop(country.id());
                    return null;
                }))
                .isInstanceOf(Refusal.class);
        for (Emergencies.Contact contact : contacts) {
            if (contact.place().isPresent()) {
                as(here.administrator(), () -> {
                    emergencies.drop(contact.id());
                    return null;
                });
            }
        }
    }

    @Test
    void onlyWhoAppointsThereSetsThem() {
        World.Quarter here = world.ningbao;
        for (Actor actor : List.of(here.clerk(), here.chief(), here.resident(), world.fangzhi.administrator())) {
            assertThatThrownBy(() -> as(actor, () -> {
                        categories.set(here.community(), "0301", QUICK, true);
                        return null;
                    }))
                    .isInstanceOf(Refusal.class);
            assertThatThrownBy(() -> as(actor, () -> categories.add(here.community(), "02", "自己的", QUICK)))
                    .isInstanceOf(Refusal.class);
        }
    }

    private Terms terms(String code, PlaceCode place) {
        return as(world.ningbao.resident(), () -> categories.terms(code, place));
    }

    private List<String> codes(PlaceCode place) {
        return as(world.ningbao.resident(), () -> categories.at(place)).stream()
                .map(Category::code)
                .toList();
    }

    private void refused(String code, Callable<?> work) {
        assertThatThrownBy(() -> as(world.ningbao.administrator(), work))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(code);
    }

    private static <T> T as(Actor actor, Callable<T> work) {
        return World.as(actor, work);
    }
}
