package org.linli.place;

import java.util.regex.Pattern;

/** The name people use for a place (地名), from the published name of the committee that governs it. */
final class PlaceNames {

    /** The list has slips of the pen: 居民委会, 居员委会, 居委会会, 居民管理委员会. A 管理委员会 alone is another body. */
    private static final String COMMITTEE = "[居村民牧委员会]*(?:居民管理)?委[员会]*会";

    private static final Pattern COMMITTEE_OF_A_NAMED_KIND = Pattern.compile("(.+(?:社区|嘎查))" + COMMITTEE);

    private static final Pattern VILLAGE_COMMITTEE = Pattern.compile("(.+?)村{1,2}(?:民)?委(?:员)?会");

    private static final Pattern RESIDENTS_COMMITTEE = Pattern.compile("(.+?)(?:居民委员会|居民委会|居委会)");

    /**
     * A stem that names a thing of its own rather than a neighbourhood: a numbered committee beside others of the same
     * community (民惠社区第三), a village, a work unit, a street office. 社区 after it would name something else.
     */
    private static final Pattern NOT_A_COMMUNITY =
            Pattern.compile(".|.*社区.*|.*[0-9〇零一二三四五六七八九十]|.*(?:村|镇|乡|街道|居民|区|队|连|场|厂|矿|所|站|局|校|类似)");

    private PlaceNames() {}

    /** 宁宝社区居委会 is 宁宝社区, 杜山村民委员会 is 杜山村; a name that fits no rule stays as it is. */
    static String display(String published) {
        var kind = COMMITTEE_OF_A_NAMED_KIND.matcher(published);
        if (kind.matches()) {
            return kind.group(1);
        }
        var village = VILLAGE_COMMITTEE.matcher(published);
        if (village.matches()) {
            return village.group(1) + "村";
        }
        var residents = RESIDENTS_COMMITTEE.matcher(published);
        if (residents.matches()) {
            var stem = residents.group(1);
            return NOT_A_COMMUNITY.matcher(stem).matches() ? stem + "居委会" : stem + "社区";
        }
        return published;
    }
}
