package org.linli.order;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a column of a table holds 列的含义. The first are read from somebody else's table and written back; the others are ours to
 * tell, and passed over where a file is read.
 */
public enum Field {
    /** 编号: theirs, by which a row is known again; of an order that whoever the table is for did not pass on, ours. */
    NUMBER(row -> row.extra().ticket().orElse(row.order().number()), true),
    /** 标题. */
    TITLE(row -> row.order().matter().title(), true),
    /** 内容. */
    WORDS(row -> row.order().words(), true),
    /** 地址: as they wrote it; of an order that nobody passed on, the name of its place. */
    ADDRESS(row -> row.extra().address().filter(Predicate.not(String::isEmpty)).orElse(row.placeName()), true),
    /** 类别: the name of ours. */
    CATEGORY(Exported::category, true),
    /** 来件人. */
    CALLER(row -> row.order().contactName(), true),
    /** 电话, masked: who needs it asks for it by name, and that is recorded. */
    PHONE(row -> row.order().contactMask(), true),
    /** 对方要求办结的时间. */
    DEADLINE(row -> row.time(row.extra().deadline()), true),
    /** 服务单编号: ours. */
    ORDER(row -> row.order().number(), false),
    /** 来源. */
    CHANNEL(row -> row.text("order.channel." + row.order().channel()), false),
    /** 类别代码: ours. */
    CATEGORY_CODE(row -> row.order().category().code(), false),
    /** 部件还是事件 (GB/T 30428); empty for what is inside a compound, of which the standard has no class. */
    NATIONAL_KIND(row -> row.extra().national().map(row::nationalKind).orElse(""), false),
    /** 大类代码 (GB/T 30428.2), two digits, as text: a nought before a number is lost. */
    NATIONAL_CODE(row -> row.extra().national().map(code -> code.substring(1)).orElse(""), false),
    /** 大类名称 (GB/T 30428.2). */
    NATIONAL_CLASS(row -> row.extra().nationalName().orElse(""), false),
    /** 小类代码 (GB/T 30428.2), the two digits of the class and two more, as text; empty where no subclass is plain. */
    NATIONAL_SUBCODE(
            row -> row.extra().subclass().map(code -> code.substring(1)).orElse(""), false),
    /** 小类名称 (GB/T 30428.2). */
    NATIONAL_SUBCLASS(row -> row.extra().subclassName().orElse(""), false),
    /** 县级区划代码, six digits, with which the codes of GB/T 30428 begin. */
    COUNTY(row -> row.order().matter().place().value().substring(0, 6), false),
    /** 区划代码, twelve digits. */
    DIVISION(row -> row.order().matter().place().value().substring(0, 12), false),
    /** 地方. */
    PLACE(Exported::placeName, false),
    /** 地点编码. */
    PLACE_CODE(row -> row.order().matter().place().value(), false),
    /** 状态. */
    STATE(row -> row.text("order.state." + row.order().state()), false),
    /** 阶段, of the seven. */
    STAGE(Exported::stage, false),
    /** 承办单位. */
    UNIT(row -> row.order().matter().handlerName(), false),
    /** 来件时间. */
    OPENED_AT(row -> row.time(Optional.of(row.order().matter().openedAt())), false),
    /** 首次答复时间. */
    ANSWERED_AT(row -> row.time(row.order().firstAnswerAt()), false),
    /** 派单时间: 立案. */
    FILED_AT(row -> row.time(row.extra().filedAt()), false),
    /** 现在的期限. */
    DUE_AT(row -> row.time(row.order().matter().dueAt()), false),
    /** 办理时限: by when it had, or has, to be disposed of. */
    LIMIT(row -> row.time(row.limit()), false),
    /** 办结时间. */
    DONE_AT(row -> row.time(row.order().doneAt()), false),
    /** 结束时间: 结案. */
    ENDED_AT(row -> row.time(row.order().matter().endedAt()), false),
    /** 办理结果: what was done, or why nothing was. */
    RESULT(row -> row.extra().result(), false),
    /** 是否解决. */
    SOLVED(Exported::solved, false),
    /** 是否满意: 满意 and 基本满意 are (接诉即办). */
    SATISFIED(Exported::satisfied, false),
    /** 满意度. */
    STARS(Exported::stars, false),
    /** 是否超期. */
    OVERDUE(row -> row.yes(row.overdue()), false),
    /** 返工次数. */
    REOPENED(row -> row.order().reopened(), false),
    /** 退回次数. */
    RETURNS(row -> row.order().returns(), false),
    /** 方便的时候. */
    CONVENIENT(row -> row.order().convenient(), false),
    /** 空着: a column that their table has and we have nothing for. */
    NOTHING(row -> "", false);

    private final Function<Exported, Object> written;
    private final boolean read;

    Field(Function<Exported, Object> written, boolean read) {
        this.written = written;
        this.read = read;
    }

    /** Whether a file that is read brings it. */
    public boolean read() {
        return read;
    }

    /** A text, a whole number, or a local time; empty text for nothing. */
    Object written(Exported row) {
        return written.apply(row);
    }
}
