package org.linli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.linli.LinliTest;
import org.linli.Script;
import org.linli.World;
import org.linli.gateway.Caller311.Said;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Channel;
import org.linli.order.Merging;
import org.linli.order.Order;
import org.linli.order.Orders;
import org.linli.order.State;
import org.linli.order.Step;
import org.linli.order.Terms;
import org.linli.place.Positions;
import org.linli.platform.Ids;
import org.linli.platform.WallClock;
import org.linli.platform.secret.Phone;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Open311 GeoReport v2 as a client meets it who has read the specification and nothing else. */
@LinliTest
class Open311Test {

    private static final String V2 = "/open311/v2/";
    private static final String HERE = "ningbao.example.cn";
    private static final String THERE = "fangzhi.example.cn";
    private static final String NAME = "欧阳不外传";
    private static final String PHONE = "13700137123";
    private static final String SAID = "只有社区能看的话";

    @Autowired
    World world;

    @Autowired
    Script script;

    @Autowired
    Orders orders;

    @Autowired
    Jurisdictions jurisdictions;

    @Autowired
    ApiKeys keys;

    @Autowired
    Intake intake;

    @Autowired
    Positions positions;

    @Autowired
    Merging merging;

    @Autowired
    Categories categories;

    @Autowired
    Clock clock;

    @LocalServerPort
    int port;

    private Caller311 client;
    private String key;

    @BeforeEach
    void twoJurisdictionsAreOpen() {
        client = new Caller311(port);
        key = opened(world.ningbao, HERE);
        opened(world.fangzhi, THERE);
    }

    private String opened(World.Quarter quarter, String id) {
        return World.as(quarter.administrator(), () -> {
            if (jurisdictions.mine().stream()
                    .noneMatch(
                            known -> known.id().equals(id) && known.closedAt().isEmpty())) {
                jurisdictions.open(id, quarter.community());
            }
            return keys.make(id, "测试系统", 6000);
        });
    }

    private Said get(String path, String... more) {
        return client.get(
                V2 + path,
                Stream.concat(Stream.of("jurisdiction_id", HERE), Stream.of(more))
                        .toArray(String[]::new));
    }

    private Map<String, String> asked(String... more) {
        Map<String, String> fields = Caller311.fields(
                "api_key", key,
                "jurisdiction_id", HERE,
                "service_code", "02",
                "address_string", "宁宝世家3号楼2单元1203",
                "description", SAID + UUID.randomUUID(),
                "first_name", "不外传",
                "last_name", "欧阳",
                "phone", PHONE,
                "email", "ouyang@example.cn",
                "device_id", "device-1",
                "attribute[convenient]", "EVENING",
                "media_url", "https://photo.example.cn/1.jpg");
        fields.putAll(Caller311.fields(more));
        return fields;
    }

    private UUID posted(String... more) {
        Said answer = client.post(V2 + "requests.xml", asked(more), Map.of());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return UUID.fromString(answer.row().get("service_request_id"));
    }

    private Order seen(UUID id) {
        return script.as(world.ningbao.clerk()).sees(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xml", "json"})
    void fromTheDiscoveryToTheAnswer(String format) {
        Said discovery = client.get("/open311/discovery." + format);
        assertThat(discovery.status()).isEqualTo(200);
        assertThat(discovery.body())
                .contains(
                        "http://127.0.0.1:" + port + "/open311/v2",
                        "http://wiki.open311.org/GeoReport_v2",
                        "text/xml",
                        "application/json");

        Said services = get("services." + format);
        assertThat(services.type())
                .isEqualTo(format.equals("xml") ? "text/xml;charset=UTF-8" : "application/json;charset=UTF-8");
        assertThat(services.rows())
                .hasSizeGreaterThanOrEqualTo(10)
                .anySatisfy(row -> assertThat(row)
                        .containsEntry("service_code", "02")
                        .containsEntry("service_name", "公共设施")
                        .containsEntry("metadata", "true")
                        .containsEntry("type", "realtime")
                        .containsKeys("description", "keywords", "group"));

        String definition = get("services/02." + format).body();
        assertThat(definition).contains("convenient", "singlevaluelist", "EVENING", "晚上");

        Said post = client.post(V2 + "requests." + format, asked("description", "楼道灯坏了\n晚上看不见台阶"), Map.of());
        assertThat(post.status()).as(post.body()).isEqualTo(200);
        String id = post.row().getOrDefault("service_request_id", "");

        assertThat(get("tokens/" + id + "." + format).row())
                .containsEntry("service_request_id", id)
                .containsEntry("token", id);
        assertThat(get("requests/" + id + "." + format).row())
                .containsEntry("status", "open")
                .containsEntry("status_notes", "已登记，等社区受理")
                .containsEntry("service_code", "02")
                .containsEntry("service_name", "公共设施")
                .containsEntry("description", "公共设施")
                .containsEntry("agency_responsible", "")
                .containsEntry("address_id", world.ningbao.home().value().substring(0, 18))
                .hasEntrySatisfying("address", address -> assertThat(address).endsWith("宁宝世家 3号楼"))
                .hasEntrySatisfying(
                        "requested_datetime",
                        at -> assertThat(OffsetDateTime.parse(at).getOffset()).hasToString("+08:00"))
                .containsKeys(
                        "service_notice",
                        "updated_datetime",
                        "expected_datetime",
                        "zipcode",
                        "lat",
                        "long",
                        "media_url");
        assertThat(get("requests." + format).rows())
                .anySatisfy(row -> assertThat(row).containsEntry("service_request_id", id));

        Said update = client.post(
                V2 + "servicerequestupdates." + format,
                "api_key",
                key,
                "jurisdiction_id",
                HERE,
                "service_request_id",
                id,
                "update_id",
                "u-" + id,
                "status",
                "OPEN",
                "updated_datetime",
                "2026-11-21T14:20:00+08:00",
                "description",
                SAID);
        assertThat(update.status()).as(update.body()).isEqualTo(200);
        assertThat(get("servicerequestupdates." + format, "service_request_id", id)
                        .rows())
                .extracting(row -> row.get("status") + " " + row.get("description"))
                .containsExactly("OPEN 已登记，等社区受理", "OPEN 有了新的答复");
        assertThat(get("servicerequestupdates." + format, "service_request_id", id)
                        .rows()
                        .getLast())
                .containsEntry("update_id", update.row().get("update_id"))
                .containsEntry("service_request_id", id);
    }

    @Test
    void theElementsStandAsTheSpecificationNamesThem() {
        assertThat(get("services.xml").body())
                .startsWith("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
                .contains("<services><service><service_code>");
        assertThat(get("services/02.xml").xml().getTagName()).isEqualTo("service_definition");
        assertThat(get("services/02.xml").body())
                .contains(
                        "<service_code>02</service_code><attributes><attribute><variable>true</variable><code>convenient</code>"
                                + "<datatype>singlevaluelist</datatype><required>false</required>")
                .contains("<order>1</order>", "<values><value><key>ANY</key><name>随时都行</name></value>");
        assertThat(get("services/02.json")
                        .json()
                        .get("attributes")
                        .get(0)
                        .get("values")
                        .get(0)
                        .get("key")
                        .asString())
                .isEqualTo("ANY");
        assertThat(get("services/02.json")
                        .json()
                        .get("attributes")
                        .get(0)
                        .get("variable")
                        .isBoolean())
                .isTrue();
        World.as(world.ningbao.administrator(), () -> {
            positions.set(world.ningbao.compound(), "");
            return null;
        });
        UUID id = posted();
        assertThat(get("requests/" + id + ".xml").body())
                .contains("<service_requests><request><service_request_id>" + id);
        assertThat(get("requests/" + id + ".json").json().get(0).get("lat").isNull())
                .isTrue();
        assertThat(get("servicerequestupdates.xml").body())
                .contains("<service_request_updates><request_update><update_id>");
        assertThat(get("requests/none.xml").body())
                .contains("<errors><error><code>404</code><description>这个辖区没有这件诉求。</description></error></errors>");
        assertThat(get("requests/none.json").json().get(0).get("code").asInt()).isEqualTo(404);
        assertThat(client.get("/open311/discovery.xml").body())
                .contains("<endpoints><endpoint><specification>", "<formats><format>text/xml</format>");
    }

    @Test
    void theCommunityGetsAnOrderLikeAnyOther() {
        UUID id = posted("description", "楼道灯坏了");
        Order order = seen(id);
        assertThat(order.channel()).isEqualTo(Channel.OPEN311);
        assertThat(order.words()).isEqualTo("楼道灯坏了\n照片：https://photo.example.cn/1.jpg");
        assertThat(order.matter().place()).isEqualTo(world.ningbao.home());
        assertThat(order.contactName()).isEqualTo(NAME);
        assertThat(order.contactMask()).isEqualTo("137****7123");
        assertThat(order.convenient()).isEqualTo("晚上");
        assertThat(order.firstAnswerAt()).as("nobody has spoken with them").isEmpty();
        assertThat(World.as(world.ningbao.clerk(), () -> orders.contactPhone(id)))
                .isEqualTo(PHONE);
        assertThat(World.as(world.ningbao.clerk(), () -> orders.timeline(order))
                        .getFirst()
                        .signature())
                .isEqualTo("测试系统 · Open311");
        script.as(world.ningbao.clerk()).dispatches(id, world.ningbao.firm());
        assertThat(get("requests/" + id + ".xml").row())
                .containsEntry("agency_responsible", "宁宝世家物业")
                .containsEntry("status_notes", "已派单，等承办单位接单");
        script.as(world.ningbao.worker()).accepts(id);
        assertThat(get("requests/" + id + ".xml").row().get("expected_datetime"))
                .isNotEmpty();
        script.as(world.ningbao.worker()).finishes(id, "换了灯泡");
        assertThat(get("requests/" + id + ".xml").row()).containsEntry("status", "open");
        script.as(world.ningbao.clerk()).rates(id, 5, true);
        script.as(world.ningbao.clerk()).closes(id);
        assertThat(get("requests/" + id + ".xml").row())
                .containsEntry("status", "closed")
                .containsEntry("status_notes", "已办结");
    }

    /** A number that another system passes on proves nobody: the order does not appear among somebody's own. */
    @Test
    void aPhoneOfSomebodyRegisteredMakesItNotTheirs() {
        World.Quarter here = world.ningbao;
        UUID id = posted("phone", "10000000000");
        assertThat(seen(id).matter().requester()).isEmpty();
        assertThat(here.resident().person()).isPresent();
    }

    @Test
    void onlyTheMachineryRegistersThroughThisDoor() {
        Step.Place step =
                new Step.Place("02", "灯坏了", world.ningbao.home(), "", Channel.OPEN311, "方里平", Optional.empty());
        assertThat(refused(() -> World.as(world.ningbao.clerk(), () -> orders.place(Ids.at(clock.instant()), step))))
                .isTrue();
        Step.Place phoned =
                new Step.Place("02", "灯坏了", world.ningbao.home(), "", Channel.PHONE, "方里平", Optional.empty());
        assertThat(refused(() -> World.as(
                        org.linli.platform.Actor.system(world.ningbao.community()),
                        () -> orders.place(Ids.at(clock.instant()), phoned))))
                .isTrue();
    }

    private static boolean refused(Runnable work) {
        try {
            work.run();
            return false;
        } catch (Refusal refusal) {
            return true;
        }
    }

    @Test
    void theSamePostIsTheSameRequest() {
        Map<String, String> fields = asked();
        Said first = client.post(V2 + "requests.xml", fields, Map.of());
        Said again = client.post(V2 + "requests.json", fields, Map.of());
        assertThat(again.row().get("service_request_id")).isEqualTo(first.row().get("service_request_id"));

        Said named = client.post(V2 + "requests.xml", asked(), Map.of("Idempotency-Key", "k-" + key));
        Said other = client.post(V2 + "requests.xml", asked(), Map.of("Idempotency-Key", "k-" + key));
        assertThat(named.status()).isEqualTo(200);
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.body()).contains("Idempotency-Key");

        Map<String, String> later = asked();
        UUID before = intake.request(new Filed(listed(later), ""));
        WallClock.at(
                clock.instant().plus(Duration.ofHours(25)),
                () -> assertThat(intake.request(new Filed(listed(later), "")))
                        .as("a day later somebody may well mean it again")
                        .isNotEqualTo(before));
        intake.forget();
        assertThat(intake.request(new Filed(listed(fields), "")))
                .as("what is not a week old is remembered")
                .hasToString(first.row().get("service_request_id"));
    }

    private static Map<String, List<String>> listed(Map<String, String> fields) {
        return fields.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, field -> List.of(field.getValue())));
    }

    @Test
    void theSameUpdateIsDoneOnce() {
        String id = posted().toString();
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(client.post(
                            V2 + "servicerequestupdates.xml",
                            "api_key",
                            key,
                            "jurisdiction_id",
                            HERE,
                            "service_request_id",
                            id,
                            "update_id",
                            "one",
                            "description",
                            "请快一点" + i)
                    .row()
                    .get("update_id"));
        }
        assertThat(answers.getFirst()).isEqualTo(answers.getLast());
        assertThat(get("servicerequestupdates.json", "service_request_id", id).rows())
                .hasSize(2);
    }

    @Test
    void aPlaceIsNamedByItsCodeOrItsAddress() {
        UUID byCode = posted("address_id", world.ningbao.compound().value(), "address_string", "");
        assertThat(seen(byCode).matter().place()).isEqualTo(world.ningbao.compound());
        UUID both = posted("lat", "24.57", "long", "118.09");
        assertThat(seen(both).matter().place()).isEqualTo(world.ningbao.home());
        wrong("requests", 400, "米以内", "address_string", "", "lat", "24.57", "long", "118.09");
        wrong("requests", 400, "经纬度", "address_string", "", "lat", "118.09", "long", "24.57");
        wrong("requests", 400, "经纬度", "address_string", "", "lat", "north", "long", "");
        wrong("requests", 400, "address_string", "address_string", "");
        wrong("requests", 400, "不存在的小区", "address_string", "不存在的小区");
        wrong("requests", 400, "address_id", "address_id", world.fangzhi.home().value());
        wrong("requests", 400, "address_id", "address_id", "350211");
        wrong("requests", 400, "address_id", "address_id", "三号楼");
    }

    @Test
    void coordinatesMeanTheClosestBuildingAndComeBackWithIt() {
        World.Quarter here = world.another("350211003017", "坐标花园", "o311c");
        String name = "zuobiao.example.cn";
        String theirs = opened(here, name);
        World.as(here.administrator(), () -> {
            positions.set(here.community(), "坐标花园 24.60000 118.05000");
            positions.set(here.compound(), "3号楼 24.60112 118.05823");
            return null;
        });
        Map<String, String> asked = Caller311.fields(
                "api_key",
                theirs,
                "jurisdiction_id",
                name,
                "service_code",
                "02",
                "lat",
                "24.60200",
                "long",
                "118.05823");
        Said near = client.post(V2 + "requests.xml", asked, Map.of());
        assertThat(near.status()).as(near.body()).isEqualTo(200);
        String id = near.row().get("service_request_id");
        assertThat(client.get(V2 + "requests/" + id + ".xml", "jurisdiction_id", name)
                        .row())
                .containsEntry("address_id", here.compound().value() + "003")
                .containsEntry("lat", "24.60112")
                .containsEntry("long", "118.05823");
        asked.put("lat", "24.60010");
        asked.put("long", "118.05010");
        String compound =
                client.post(V2 + "requests.xml", asked, Map.of()).row().get("service_request_id");
        assertThat(client.get(V2 + "requests/" + compound + ".xml", "jurisdiction_id", name)
                        .row())
                .containsEntry("address_id", here.compound().value())
                .containsEntry("lat", "24.6");
        asked.put("lat", "24.61");
        assertThat(client.post(V2 + "requests.xml", asked, Map.of()).status()).isEqualTo(400);
        UUID home = script.as(here.resident()).places(SAID, here.home());
        assertThat(client.get(V2 + "requests/" + home + ".xml", "jurisdiction_id", name)
                        .row())
                .as("the building's, never the home's")
                .containsEntry("lat", "24.60112");
    }

    @Test
    void aDuplicateNamesTheRequestThatGoesOnForIt() {
        World.Quarter here = world.ningbao;
        UUID first = script.as(here.resident()).places("路灯不亮", here.compound());
        UUID second = posted();
        World.as(here.clerk(), () -> {
            merging.merge(second, first, "同一盏灯");
            return null;
        });
        assertThat(get("requests/" + second + ".xml").row())
                .containsEntry("status", "closed")
                .hasEntrySatisfying("status_notes", notes -> assertThat(notes).contains("合并", first.toString()));
        assertThat(get("requests.xml", "service_request_id", first + "," + second)
                        .rows())
                .hasSize(2);
    }

    @Test
    void whatAPlaceAddedIsListedThereAndNowhereElse() {
        World.Quarter here = world.ningbao;
        String added = World.as(
                here.administrator(),
                () -> categories.add(here.community(), "02", "不锈钢扶手", categories.terms("02", here.community())));
        assertThat(get("services.xml").body()).contains("不锈钢扶手");
        assertThat(client.get(V2 + "services.xml", "jurisdiction_id", THERE).body())
                .doesNotContain("不锈钢扶手");
        UUID id = posted("service_code", added);
        assertThat(get("requests/" + id + ".xml").row()).containsEntry("service_name", "不锈钢扶手");
        assertThat(client.get(V2 + "services/" + added + ".xml", "jurisdiction_id", THERE)
                        .status())
                .isEqualTo(404);
    }

    /** A category that is everybody's in the community and nobody else's in one building, and one the other way round. */
    @Test
    void whatABuildingKeepsToItselfIsListedNowhere() {
        World.Quarter here = world.ningbao;
        PlaceCode building = here.home().at(PlaceLevel.BUILDING);
        String open = made("公共的栏杆", Terms.Seen.PUBLIC);
        String shut = made("自家的事情", Terms.Seen.PARTIES);
        World.as(here.administrator(), () -> {
            categories.set(building, open, seenBy(Terms.Seen.PARTIES), true);
            categories.set(building, shut, seenBy(Terms.Seen.PUBLIC), true);
            return null;
        });
        UUID openOutside = placed(open, here.compound());
        UUID openInside = placed(open, here.home());
        UUID shutOutside = placed(shut, here.compound());
        UUID shutInside = placed(shut, here.home());
        String listed = get("requests.xml", "page_size", "100").body();
        String updates = get("servicerequestupdates.xml", "page_size", "1000").body();
        for (String told : List.of(listed, updates)) {
            assertThat(told)
                    .contains(openOutside.toString(), shutInside.toString())
                    .doesNotContain(openInside.toString(), shutOutside.toString());
        }
    }

    private String made(String name, Terms.Seen seen) {
        return World.as(
                world.ningbao.administrator(),
                () -> categories.add(world.ningbao.community(), "02", name, seenBy(seen)));
    }

    private Terms seenBy(Terms.Seen seen) {
        Terms as = categories.terms("02", world.ningbao.community());
        return new Terms(
                as.limit(),
                as.uptake(),
                as.evidence(),
                as.responsible(),
                seen,
                as.urgent(),
                as.errand(),
                as.filing(),
                as.closing());
    }

    private UUID placed(String category, PlaceCode at) {
        World.Quarter here = world.ningbao;
        UUID id = World.as(
                here.resident(),
                () -> orders.place(
                        Ids.at(clock.instant()),
                        new Step.Place(category, SAID, at, "", Channel.ONLINE, NAME, Optional.of(new Phone(PHONE)))));
        script.as(here.clerk()).dispatches(id, here.firm());
        return id;
    }

    @Test
    void everyErrorOfAPost() {
        wrong("requests", 403, "api_key", "api_key", "");
        wrong("requests", 403, "api_key", "api_key", "x".repeat(3000));
        wrong("requests", 404, "jurisdiction_id", "jurisdiction_id", "nowhere.example.cn");
        wrong("requests", 403, "不是这个辖区", "jurisdiction_id", THERE);
        wrong("requests", 400, "jurisdiction_id", "jurisdiction_id", "");
        wrong("requests", 400, "service_code", "service_code", "");
        wrong("requests", 404, "9999", "service_code", "9999");
        wrong("requests", 400, "attribute[convenient]", "attribute[convenient]", "NEVER");
        wrong("requests", 400, "", "phone", "call me");
        wrong("requests", 400, "last_name", "last_name", "长".repeat(51));
        wrong("requests", 400, "media_url", "media_url", "javascript:alert(1)");
        wrong("requests", 400, "", "description", "长".repeat(4001));
        wrong("servicerequestupdates", 400, "service_request_id", "service_request_id", "");
        wrong(
                "servicerequestupdates",
                404,
                "没有这件诉求",
                "service_request_id",
                UUID.randomUUID().toString());
        wrong("servicerequestupdates", 404, "没有这件诉求", "service_request_id", "42");
        String id = posted().toString();
        wrong("servicerequestupdates", 400, "description", "service_request_id", id, "description", "");
        wrong("servicerequestupdates", 400, "", "service_request_id", id, "description", "长".repeat(1001));
        script.as(world.ningbao.clerk()).takes(UUID.fromString(id), new Step.Decline("归供电公司管"));
        wrong("servicerequestupdates", 400, "", "service_request_id", id, "description", "还在吗");
    }

    /** In both formats, with the code of the status and words in Chinese or, where asked, in English. */
    private void wrong(String path, int status, String says, String... fields) {
        for (String format : List.of("xml", "json")) {
            Said answer = client.post(V2 + path + "." + format, asked(fields), Map.of());
            assertThat(answer.status()).as(answer.body()).isEqualTo(status);
            assertThat(answer.row()).containsEntry("code", Integer.toString(status));
            assertThat(answer.row().get("description")).contains(says).doesNotContain("refusal.");
        }
        Said english = client.post(V2 + path + ".json", asked(fields), Map.of("Accept-Language", "en"));
        assertThat(english.row().get("description")).doesNotContain("refusal.").isNotEmpty();
    }

    @Test
    void fourThousandCharactersAreTaken() {
        UUID id = posted("description", "长".repeat(4000), "media_url", "");
        assertThat(seen(id).words()).hasSize(4000);
        assertThat(seen(posted("description", "", "media_url", "")).words()).isEqualTo("公共设施");
    }

    @Test
    void aRevokedKeyAndAClosedJurisdictionOpenNothing() {
        World.Quarter there = world.another("350211003019", "园博花园", "o311");
        String own = opened(there, "yuanbo.example.cn");
        Map<String, String> fields =
                asked("api_key", own, "jurisdiction_id", "yuanbo.example.cn", "address_string", "园博花园");
        assertThat(client.post(V2 + "requests.xml", fields, Map.of()).status()).isEqualTo(200);
        World.as(there.administrator(), () -> {
            ApiKeys.ApiKey made = keys.mine().getFirst();
            assertThat(made.lastUsedAt()).isPresent();
            keys.revoke(made.id());
            assertThat(refused(() -> keys.revoke(made.id()))).isTrue();
            return null;
        });
        assertThat(client.post(V2 + "requests.xml", fields, Map.of()).status()).isEqualTo(403);
        World.as(there.administrator(), () -> {
            jurisdictions.close("yuanbo.example.cn");
            assertThat(refused(() -> jurisdictions.close("yuanbo.example.cn"))).isTrue();
            assertThat(refused(() -> jurisdictions.close(HERE))).isTrue();
            assertThat(refused(() -> jurisdictions.open(HERE, there.community())))
                    .isTrue();
            return null;
        });
        assertThat(client.get(V2 + "services.xml", "jurisdiction_id", "yuanbo.example.cn")
                        .status())
                .isEqualTo(404);
        assertThat(client.get(V2 + "requests.xml", "jurisdiction_id", "yuanbo.example.cn")
                        .status())
                .isEqualTo(404);
        World.as(there.administrator(), () -> {
            jurisdictions.open("yuanbo.example.cn", there.community());
            return null;
        });
        assertThat(client.get(V2 + "requests.xml", "jurisdiction_id", "yuanbo.example.cn")
                        .rows())
                .hasSize(1);
    }

    @Test
    void aKeySendsNoMoreThanItMay() {
        String slow = World.as(world.ningbao.administrator(), () -> keys.make(HERE, "慢系统", 1));
        assertThat(client.post(V2 + "requests.xml", asked("api_key", slow), Map.of())
                        .status())
                .isEqualTo(200);
        Said second = client.post(V2 + "requests.xml", asked("api_key", slow), Map.of());
        assertThat(second.status()).isEqualTo(429);
        assertThat(second.row()).containsEntry("code", "429");
    }

    @Test
    void anAddressReadsNoMoreThanItMay() {
        GatewaySettings few = new GatewaySettings(
                2, 1, false, Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofMinutes(1), 200);
        Pace pace = new Pace(few, clock);
        Instant now = Instant.parse("2026-11-21T06:20:30Z");
        WallClock.at(now, () -> {
            pace.read("203.0.113.1");
            pace.read("203.0.113.1");
            assertThat(refused(() -> pace.read("203.0.113.1"))).isTrue();
            pace.read("203.0.113.2");
        });
        WallClock.at(now.plusSeconds(60), () -> pace.read("203.0.113.1"));
    }

    @Test
    void listsAreCutByWindowStatusServiceAndPage() {
        World.Quarter there = world.another("350211003020", "莲亭新村", "o311b");
        opened(there, "lianting.example.cn");
        List<UUID> all = new ArrayList<>();
        Instant now = clock.instant();
        for (int days : List.of(200, 100, 50, 40, 30)) {
            WallClock.at(
                    now.minus(Duration.ofDays(days)),
                    () -> all.add(World.as(
                            there.resident(),
                            () -> orders.place(
                                    Ids.at(clock.instant()),
                                    new Step.Place(
                                            days == 40 ? "03" : "02",
                                            SAID,
                                            there.home(),
                                            "",
                                            Channel.ONLINE,
                                            NAME,
                                            Optional.of(new Phone(PHONE)))))));
        }
        script.as(there.clerk()).takes(all.get(4), new Step.Decline("归供电公司管"));
        UUID theirs = World.as(
                there.resident(),
                () -> orders.place(
                        Ids.at(clock.instant()),
                        new Step.Place("0503", SAID, there.home(), "", Channel.ONLINE, NAME, Optional.empty())));
        assertThat(ids("lianting.example.cn", "service_request_id", theirs.toString()))
                .as("told to whoever was given its number, and in no list: a matter between neighbours is theirs")
                .containsExactly(theirs);

        assertThat(ids("lianting.example.cn")).containsExactly(all.get(4), all.get(3), all.get(2));
        assertThat(ids("lianting.example.cn", "status", "open")).containsExactly(all.get(3), all.get(2));
        assertThat(ids("lianting.example.cn", "status", "closed")).containsExactly(all.get(4));
        assertThat(ids("lianting.example.cn", "status", "open,closed")).hasSize(3);
        assertThat(ids("lianting.example.cn", "service_code", "03")).containsExactly(all.get(3));
        assertThat(ids("lianting.example.cn", "service_code", "03,02")).hasSize(3);
        assertThat(ids(
                        "lianting.example.cn",
                        "end_date",
                        Window.write(now.minus(Duration.ofDays(60)), clock.getZone())))
                .containsExactly(all.get(1));
        assertThat(ids(
                        "lianting.example.cn",
                        "start_date",
                        Window.write(now.minus(Duration.ofDays(120)), clock.getZone())))
                .containsExactly(all.get(3), all.get(2), all.get(1));
        assertThat(ids("lianting.example.cn", "page_size", "2")).containsExactly(all.get(4), all.get(3));
        assertThat(ids("lianting.example.cn", "page_size", "2", "page", "2")).containsExactly(all.get(2));
        assertThat(ids("lianting.example.cn", "page_size", "2", "page", "3")).isEmpty();
        assertThat(ids(
                        "lianting.example.cn",
                        "service_request_id",
                        all.get(0) + "," + all.get(1) + "," + UUID.randomUUID() + ",x",
                        "status",
                        "closed"))
                .as("ids override everything else")
                .containsExactly(all.get(1), all.get(0));

        Said first = client.get(V2 + "requests.json", "jurisdiction_id", "lianting.example.cn", "page_size", "2");
        String next =
                first.answer().headers().firstValue("Link").orElseThrow().replaceAll("^<(.*)>; rel=\"next\"$", "$1");
        Said second = client.get(next);
        assertThat(second.rows())
                .extracting(row -> row.get("service_request_id"))
                .containsExactly(all.get(2).toString());
        assertThat(second.answer().headers().firstValue("Link")).isEmpty();
        Said updates = client.get(
                V2 + "servicerequestupdates.json", "jurisdiction_id", "lianting.example.cn", "page_size", "3");
        assertThat(updates.rows()).hasSize(3);
        assertThat(client.get(updates.answer()
                                .headers()
                                .firstValue("Link")
                                .orElseThrow()
                                .replaceAll("^<(.*)>; rel=\"next\"$", "$1"))
                        .rows())
                .as("three were placed within the window, one of them declined")
                .hasSize(1);
        nothingPersonal();
    }

    private List<UUID> ids(String jurisdiction, String... more) {
        Said answer = client.get(
                V2 + "requests.xml",
                Stream.concat(Stream.of("jurisdiction_id", jurisdiction), Stream.of(more))
                        .toArray(String[]::new));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.rows().stream()
                .map(row -> UUID.fromString(row.get("service_request_id")))
                .toList();
    }

    @Test
    void everyErrorOfAList() {
        for (String path : List.of("requests", "servicerequestupdates")) {
            for (String[] asked : new String[][] {
                {"start_date", "2026-01-01"},
                {"start_date", "2026-01-01T00:00:00Z", "end_date", "2026-06-01T00:00:00Z"},
                {"start_date", "2026-02-01T00:00:00Z", "end_date", "2026-01-01T00:00:00Z"},
                {"page_size", "0"},
                {"page_size", "1001"},
                {"page_size", "many"},
                {"after", "nowhere"},
            }) {
                for (String format : List.of("xml", "json")) {
                    Said answer = get(path + "." + format, asked);
                    assertThat(answer.status()).as(path + List.of(asked)).isEqualTo(400);
                    assertThat(answer.row().get("description")).isNotEmpty().doesNotContain("refusal.");
                }
            }
        }
        assertThat(get("requests.xml", "status", "pending").status()).isEqualTo(400);
        assertThat(get("requests.xml", "page", "-1").status()).isEqualTo(400);
        assertThat(get("requests.xml", "page", "21").status())
                .as("beyond the first 1,000")
                .isEqualTo(400);
        assertThat(get("requests.xml", "page", "20").status()).isEqualTo(200);
        assertThat(get("requests.xml", "service_request_id", ("x,".repeat(0) + idsOf(101)))
                        .status())
                .isEqualTo(400);
        for (String path : List.of(
                "services.xml",
                "services/02.json",
                "requests.xml",
                "requests/1.json",
                "tokens/1.xml",
                "servicerequestupdates.xml")) {
            assertThat(client.get(V2 + path).status()).as(path).isEqualTo(400);
            assertThat(client.get(V2 + path, "jurisdiction_id", "nowhere").status())
                    .as(path)
                    .isEqualTo(404);
            assertThat(client.get(V2 + path, "jurisdiction_id", "nowhere").row().get("description"))
                    .contains("nowhere");
        }
        assertThat(get("services/9999.xml").status()).isEqualTo(404);
        assertThat(get("tokens/" + UUID.randomUUID() + ".xml").status()).isEqualTo(404);
    }

    private static String idsOf(int many) {
        return Stream.generate(() -> UUID.randomUUID().toString())
                .limit(many)
                .collect(java.util.stream.Collectors.joining(","));
    }

    @Test
    void oneJurisdictionKnowsNothingOfAnother() {
        UUID ours = posted();
        UUID theirs = script.as(world.fangzhi.resident()).places(SAID, world.fangzhi.home());
        assertThat(ids(THERE)).contains(theirs).doesNotContain(ours);
        assertThat(ids(HERE)).contains(ours).doesNotContain(theirs);
        assertThat(ids(HERE, "service_request_id", ours + "," + theirs)).containsExactly(ours);
        assertThat(get("requests/" + theirs + ".xml").status()).isEqualTo(404);
        assertThat(get("tokens/" + theirs + ".xml").status()).isEqualTo(404);
        assertThat(get("servicerequestupdates.xml", "service_request_id", theirs.toString())
                        .rows())
                .isEmpty();
        assertThat(get("servicerequestupdates.xml").body()).doesNotContain(theirs.toString());
        wrong("servicerequestupdates", 404, "没有这件诉求", "service_request_id", theirs.toString());
    }

    @Test
    void aStreetAnswersForAllItsCommunities() {
        PlaceCode street = PlaceCode.parse("350211003");
        World.as(World.founder(street), () -> {
            if (jurisdictions.mine().stream().noneMatch(known -> known.id().equals("xinglin.example.cn"))) {
                jurisdictions.open("xinglin.example.cn", street);
            }
            return null;
        });
        UUID here = script.as(world.ningbao.resident()).places(SAID, world.ningbao.home());
        UUID there = script.as(world.fangzhi.resident()).places(SAID, world.fangzhi.home());
        assertThat(ids("xinglin.example.cn")).startsWith(there, here);
        assertThat(client.get(
                                V2 + "servicerequestupdates.xml",
                                "jurisdiction_id",
                                "xinglin.example.cn",
                                "service_request_id",
                                here + "," + there)
                        .rows())
                .hasSize(2);
    }

    @Test
    void nothingPersonalLeavesTheHouse() {
        World.Quarter here = world.ningbao;
        UUID id = posted();
        script.as(here.clerk()).replies(id, SAID);
        script.as(here.clerk()).dispatches(id, here.firm());
        script.as(here.worker()).accepts(id);
        script.as(here.worker()).finishes(id, SAID);
        UUID own = World.as(
                here.resident(),
                () -> orders.place(
                        Ids.at(clock.instant()),
                        new Step.Place(
                                "02", SAID, here.home(), SAID, Channel.ONLINE, NAME, Optional.of(new Phone(PHONE)))));
        for (String format : List.of("xml", "json")) {
            get("requests." + format, "page_size", "100");
            get("requests/" + id + "." + format);
            get("requests/" + own + "." + format);
            get("requests." + format, "service_request_id", id + "," + own);
            get("tokens/" + id + "." + format);
            get("servicerequestupdates." + format, "page_size", "100");
            get("servicerequestupdates." + format, "service_request_id", id + "," + own);
        }
        assertThat(client.heard).contains(id.toString(), own.toString());
        nothingPersonal();
    }

    private void nothingPersonal() {
        assertThat(client.heard.toString())
                .doesNotContain(
                        NAME, "欧阳", PHONE, "137****7123", "7123", SAID, "ouyang", "photo.example.cn", "1203", "陈邻安")
                .doesNotContain(world.ningbao.home().value())
                .doesNotContainIgnoringCase("set-cookie");
    }

    @Test
    void hugeAndBrokenPostsAreTheSendersMistake() {
        String form = "application/x-www-form-urlencoded";
        for (Said answer : List.of(
                client.send(V2 + "requests.xml", form, "description=" + "a".repeat(3_000_000), Map.of()),
                client.send(V2 + "requests.xml", form, "description=%zz%", Map.of()),
                client.send(V2 + "requests.json", form, "&=&&=%00&a=b=c", Map.of()),
                client.send(V2 + "requests.json", "application/json", "{\"api_key\":1}", Map.of()),
                client.send(V2 + "requests.xml", "multipart/form-data; boundary=x", "--x--", Map.of()),
                client.send(
                        V2 + "requests.xml",
                        "text/xml",
                        "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><x>&e;</x>",
                        Map.of()),
                client.send(V2 + "servicerequestupdates.xml", form, "a=b&".repeat(20_000), Map.of()),
                client.get(V2 + "requests.xml?jurisdiction_id=%00"),
                client.post(V2 + "requests.xml", asked("description", "\u0000"), Map.of()))) {
            assertThat(answer.status()).as(answer.body()).isBetween(400, 403);
            assertThat(answer.row()).as(answer.body()).containsKeys("code", "description");
        }
        assertThat(client.post(V2 + "requests.xml", asked("description", "\uFFFE\u0007\uD83D\uDE00"), Map.of())
                        .status())
                .isLessThan(500);
        assertThat(client.get(V2 + "requests.html?jurisdiction_id=" + HERE).status())
                .isEqualTo(404);
        assertThat(client.get(V2 + "services/%3Cscript%3E.xml?jurisdiction_id=" + HERE)
                        .body())
                .doesNotContain("<script>");
        nothingPersonal();
    }

    @Test
    void namesStandAsPeopleWriteThem() {
        assertThat(seen(posted("first_name", "Mary", "last_name", "Smith")).contactName())
                .isEqualTo("Mary Smith");
        assertThat(seen(posted("first_name", "", "last_name", "欧阳")).contactName())
                .isEqualTo("欧阳");
        assertThat(seen(posted("first_name", "", "last_name", "")).contactName())
                .isEqualTo("测试系统");
        assertThat(seen(posted()).state()).isEqualTo(State.PLACED);
    }
}
