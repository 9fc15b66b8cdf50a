package org.linli.platform.database;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Refuses to run with a database role that row security does not bind, or on a server too old. */
@Component
class RoleCheck implements InitializingBean {

    private static final int OLDEST = 15;

    private final JdbcClient jdbc;

    RoleCheck(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void afterPropertiesSet() {
        int major = jdbc.sql("select current_setting('server_version_num')::int / 10000")
                .query(Integer.class)
                .single();
        if (major < OLDEST) {
            throw new DatabaseUnusable(
                    "The database is PostgreSQL " + major + "; Linli needs " + OLDEST + " or newer.");
        }
        boolean unbound = jdbc.sql("""
                        select rolsuper or rolbypassrls
                               or exists (select 1
                                            from pg_class c
                                           where c.relnamespace = 'public'::regnamespace
                                             and c.relkind = 'r'
                                             and c.relowner = r.oid)
                          from pg_roles r
                         where rolname = current_user
                        """).query(Boolean.class).single();
        if (unbound) {
            throw new DatabaseUnusable(
                    "The role in spring.datasource.username owns tables or bypasses row security:"
                            + " give Linli two roles, the owner in spring.flyway.user and a plain one in spring.datasource.username.");
        }
    }
}
