package org.linli.place;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceNamesTest {

    @ParameterizedTest
    @CsvSource({
        "宁宝社区居委会, 宁宝社区",
        "学院路社区居民委员会, 学院路社区",
        "瓦房社区村民委员会, 瓦房社区",
        "平福社区委员会, 平福社区",
        "渔营社区居委会会, 渔营社区",
        "丁寨社区居委员会, 丁寨社区",
        "西胡垌社区居民管理委员会, 西胡垌社区",
        "那日图嘎查委员会, 那日图嘎查",
        "哈日太来嘎查委会, 哈日太来嘎查",
        "上海嘎查村民委员会, 上海嘎查",
    })
    void a_community_drops_its_committee(String published, String shown) {
        assertThat(PlaceNames.display(published)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "杜山村委会, 杜山村",
        "王庄村民委员会, 王庄村",
        "翰林沟村村民委员会, 翰林沟村",
        "雅瑶新村村委会, 雅瑶新村",
        "新村委会, 新村",
        "方家庄村村民委会, 方家庄村",
        "赵虎村委员会, 赵虎村"
    })
    void a_village_keeps_its_village(String published, String shown) {
        assertThat(PlaceNames.display(published)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"和平街居委会, 和平街社区", "王集居委会, 王集社区", "丽都苑居民委员会, 丽都苑社区", "宝华里居委会, 宝华里社区"})
    void a_neighbourhood_without_the_word_gets_it(String published, String shown) {
        assertThat(PlaceNames.display(published)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "第二居民委员会, 第二居委会",
        "民惠社区第三居委会, 民惠社区第三居委会",
        "东安四村居委会, 东安四村居委会",
        "果村居民委员会, 果村居委会",
        "广福镇居委会, 广福镇居委会",
        "索伦牧场第七生产队居委会, 索伦牧场第七生产队居委会",
        "镇居委会, 镇居委会"
    })
    void a_numbered_or_other_unit_keeps_its_committee_in_short(String published, String shown) {
        assertThat(PlaceNames.display(published)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "居委会",
                "村委会",
                "上街社区",
                "久财村",
                "四连生活区",
                "后宝地嘎查",
                "阿拉腾图格嘎查村",
                "夏日达哇牧委会",
                "靶场家委会",
                "英明街街道委员会",
                "庆柳社区管理委员会",
                "杏林街道",
                "银川市",
                ""
            })
    void all_else_stays(String published) {
        assertThat(PlaceNames.display(published)).isEqualTo(published);
    }

    @Property
    void what_is_shown_is_final(@ForAll String name) {
        var shown = PlaceNames.display(name);
        assertThat(PlaceNames.display(shown)).isEqualTo(shown);
    }
}
