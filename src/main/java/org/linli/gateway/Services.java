package org.linli.gateway;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Category;
import org.linli.platform.web.Words;
import org.springframework.stereotype.Component;

/** What may be asked for 服务目录: the categories of orders, each with its questions. */
@Component
public class Services {

    /** The question that every category asks: when somebody is at home. */
    public static final String CONVENIENT = "convenient";

    private static final List<String> TIMES = List.of("ANY", "MORNING", "AFTERNOON", "EVENING", "WEEKEND", "CALL");

    private final Categories categories;
    private final List<Attribute> questions;

    Services(Categories categories, Words words) {
        this.categories = categories;
        this.questions = List.of(new Attribute(
                CONVENIENT,
                Attribute.Datatype.SINGLEVALUELIST,
                false,
                1,
                words.text(Locale.SIMPLIFIED_CHINESE, "gateway.convenient"),
                words.text(Locale.SIMPLIFIED_CHINESE, "gateway.convenientHint"),
                TIMES.stream()
                        .map(time ->
                                new Attribute.Choice(time, words.text(Locale.SIMPLIFIED_CHINESE, "order.when." + time)))
                        .toList()));
    }

    /** All services of a jurisdiction, as the buttons stand: what may be asked for anywhere in it. */
    public List<Category> all(PlaceCode jurisdiction) {
        return categories.within(jurisdiction);
    }

    /** Every category that a request may be of. */
    List<Category> known() {
        return categories.all();
    }

    /** One service. Refuses an unknown code (404), and none (400). */
    public Category service(String code, PlaceCode jurisdiction) {
        if (code.isBlank()) {
            throw Fault.wrong(Refusal.invalid("gateway.serviceMissing"));
        }
        return find(code, jurisdiction)
                .orElseThrow(() -> Fault.unknown(Refusal.invalid("gateway.service", "code", code)));
    }

    Optional<Category> find(String code, PlaceCode jurisdiction) {
        return all(jurisdiction).stream()
                .filter(category -> category.code().equals(code.strip()))
                .findFirst();
    }

    /** The name of the category that holds this one as a part of it; its own where none does. */
    public static String group(Category category, List<Category> all) {
        return all.stream()
                .filter(other -> category.code().startsWith(other.code()))
                .min(Comparator.comparingInt(other -> other.code().length()))
                .map(Category::name)
                .orElse(category.name());
    }

    /** The questions of a service, in their order; today every category asks the same. */
    public List<Attribute> questions(Category service) {
        return questions;
    }
}
