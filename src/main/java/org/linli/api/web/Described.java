package org.linli.api.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.linli.api.Scope;
import org.linli.order.Step;

/** What the description of the interface tells of an operation 接口说明 beyond its signature; its words stand under {@code api.doc.<name>}. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface Described {

    /** What the token must be made for; asked before the operation is begun. None where any token will do. */
    Scope[] scope() default {};

    /** The status of its success. */
    int status() default 200;

    /** What it answers with; bytes are a picture, or what {@link #types} says. */
    Class<?> answer();

    /** What its bytes may be, where it answers with bytes. */
    String[] types() default {"image/jpeg"};

    /** The step whose fields it takes; {@link Step} itself for the one that the path names; or a ticket, what a device tells, or what is taken beside a step. */
    Class<?> takes() default Void.class;

    /** The most of what it takes that may be sent in one list; 0 where it is sent alone. */
    int many() default 0;

    /** Whether a device calls with its own token, and nobody else. */
    boolean device() default false;

    /** Refused beyond what every operation refuses. */
    int[] refuses() default {};
}
