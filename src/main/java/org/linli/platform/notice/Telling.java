package org.linli.platform.notice;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.live.Live;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Tells the people concerned 消息提醒 of a step, and the pages they have open, as the machinery of the matter's community. */
@Component
public class Telling {

    private final Notices notices;
    private final Live live;
    private final TransactionOperations transactions;
    private final TransactionOperations elsewhere;

    Telling(Notices notices, Live live, TransactionOperations transactions, PlatformTransactionManager manager) {
        this.notices = notices;
        this.live = live;
        this.transactions = transactions;
        this.elsewhere = new TransactionTemplate(
                manager, new DefaultTransactionDefinition(TransactionDefinition.PROPAGATION_REQUIRES_NEW));
    }

    /**
     * Tells everybody concerned but whoever took the step. The machinery is bound before the transaction begins: the database
     * is told at its begin who acts.
     *
     * @param actor null where the machinery took the step
     * @param concerned asked as the machinery of the community that it is given
     */
    public void tell(Notices.News news, @Nullable UUID actor, Function<PlaceCode, Set<UUID>> concerned) {
        telling(news, community -> {
            Set<UUID> people = others(concerned.apply(community), actor);
            notices.tell(people, news);
            live.moved(news.matter(), people);
        });
    }

    /**
     * As {@link #tell(Notices.News, UUID, Function)}, and those who know the matter under another title than its own; who was told
     * of this step already is not told again.
     *
     * @param followers asked as that machinery too, and so is the title, if there are any
     */
    public void tell(
            Notices.News news,
            @Nullable UUID actor,
            Function<PlaceCode, Set<UUID>> concerned,
            Supplier<Set<UUID>> followers,
            Supplier<String> title) {
        telling(news, community -> {
            Set<UUID> people = others(concerned.apply(community), actor);
            notices.tell(people, news);
            Set<UUID> following = others(followers.get(), actor);
            if (!following.isEmpty()) {
                notices.tell(following, news, title.get());
                people.addAll(following);
            }
            live.moved(news.matter(), people);
        });
    }

    private static Set<UUID> others(Set<UUID> people, @Nullable UUID actor) {
        Set<UUID> others = new HashSet<>(people);
        if (actor != null) {
            others.remove(actor);
        }
        return others;
    }

    private void telling(Notices.News news, Consumer<PlaceCode> tells) {
        PlaceCode community = news.place().at(PlaceLevel.COMMUNITY);
        Acting.run(Actor.system(community), () -> transactions.executeWithoutResult(status -> tells.accept(community)));
    }

    /** Those of a place above the community are asked for as the machinery of that place, in a transaction of its own. */
    public Set<UUID> asked(PlaceCode place, Supplier<Set<UUID>> who) {
        Set<UUID> people = new HashSet<>();
        Acting.run(Actor.system(place), () -> elsewhere.executeWithoutResult(status -> people.addAll(who.get())));
        return people;
    }
}
