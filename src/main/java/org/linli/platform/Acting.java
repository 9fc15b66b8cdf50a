package org.linli.platform;

import java.util.concurrent.Callable;

/** Binds the acting person 当前身份 to the running request or job; each transaction announces them to the database. */
public final class Acting {

    private static final ScopedValue<Actor> ACTOR = ScopedValue.newInstance();

    private Acting() {}

    /** Whoever acts now; nobody where none is bound. */
    public static Actor current() {
        return ACTOR.isBound() ? ACTOR.get() : Actor.nobody();
    }

    /** Runs as the actor, and gives back what it gives. */
    public static <T> T as(Actor actor, Callable<T> work) throws Exception {
        return ScopedValue.where(ACTOR, actor).call(work::call);
    }

    /** Runs as the actor. */
    public static void run(Actor actor, Runnable work) {
        ScopedValue.where(ACTOR, actor).run(work);
    }
}
