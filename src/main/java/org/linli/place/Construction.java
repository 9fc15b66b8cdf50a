package org.linli.place;

import java.util.Optional;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.platform.Acting;
import org.linli.platform.Bound;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Continues the national list downwards 建小区、建楼: an administrator's work, within their own place. */
@Repository
@Transactional
public class Construction {

    private static final int LONGEST_NAME = 50;

    private final JdbcClient jdbc;
    private final Places places;

    Construction(JdbcClient jdbc, Places places) {
        this.jdbc = jdbc;
        this.places = places;
    }

    /** Adds a compound under the next free code. Refuses a name that the community has already. */
    public PlaceCode build(PlaceCode community, String name) {
        mine(community, PlaceLevel.COMMUNITY);
        String shown = named(name);
        lock(community);
        unique(community, PlaceLevel.COMPOUND, shown);
        PlaceCode code = next(community, PlaceLevel.COMPOUND, 1);
        jdbc.sql("insert into place (code, name, initials) values (:code, :name, :initials)")
                .param("code", code.value())
                .param("name", shown)
                .param("initials", Pinyin.initials(shown))
                .update();
        return code;
    }

    /** Renames a community or a place in it. Refuses a name that its neighbour has. */
    public void rename(PlaceCode code, String name) {
        mine(code, code.level());
        if (code.level().compareTo(PlaceLevel.COMMUNITY) < 0) {
            throw Refusal.invalid("place.national");
        }
        String shown = named(name);
        PlaceCode holder = code.parent().orElseThrow(Refusal::notFound);
        lock(holder);
        if (!places.name(code).equals(shown)) {
            unique(holder, code.level(), shown);
        }
        written(jdbc.sql("update place set name = :name, initials = :initials where code = :code")
                .param("name", shown)
                .param("initials", Pinyin.initials(shown))
                .param("code", code.value())
                .update());
    }

    /** Sets the public phone of a place; an empty one takes it away. Refuses anything but digits, blanks, {@code +} and {@code -}. */
    public void setPhone(PlaceCode code, String phone) {
        mine(code, code.level());
        String shown = phone.strip();
        if (shown.length() > 30 || !shown.matches("[0-9+\\- ]*")) {
            throw Refusal.invalid("phone.malformed");
        }
        written(jdbc.sql("update place set phone = :phone where code = :code")
                .param("phone", Bound.text(shown))
                .param("code", code.value())
                .update());
    }

    private static void written(int rows) {
        if (rows == 0) {
            throw Refusal.notFound();
        }
    }

    /** The number of the first building that a compound has no name for yet: one more than its highest. */
    @Transactional(readOnly = true)
    public int nextNumber(PlaceCode compound) {
        return jdbc.sql("""
                        select coalesce(max(cast(substring(name from '^[0-9]{1,3}') as int)), 0) + 1
                          from place
                         where code > :from
                           and code < :to
                           and level = 18
                        """)
                .param("from", compound.from())
                .param("to", compound.to())
                .query(Integer.class)
                .single();
    }

    /** Builds what the layout says, after the buildings that are there. Refuses a building whose name the compound has. */
    public void generate(PlaceCode compound, Layout layout) {
        mine(compound, PlaceLevel.COMPOUND);
        lock(compound);
        clash(compound, layout).ifPresent(name -> {
            throw Refusal.invalid("place.exists", "name", name);
        });
        PlaceCode first = next(compound, PlaceLevel.BUILDING, layout.buildings());
        jdbc.sql("""
                        with building as (
                            select cast(:compound as text) || lpad(cast(:sequence + i as text), 3, '0') as code,
                                   cast(:first + i as text) as number
                              from generate_series(0, :buildings - 1) i
                        ), unit as (
                            select b.code || lpad(cast(u as text), 2, '0') as code,
                                   cast(u as text) as number
                              from building b
                             cross join generate_series(1, :units) u
                        ), home as (
                            select u.code || lpad(cast(f as text), 2, '0') || lpad(cast(h as text), 2, '0') as code,
                                   cast(f as text) || lpad(cast(h as text), 2, '0') as number
                              from unit u
                             cross join generate_series(1, :floors) f
                             cross join generate_series(1, :homes) h
                        )
                        insert into place (code, name, initials)
                        select code, number || '号楼', number || 'hl' from building
                        union all
                        select code, number || '单元', number || 'dy' from unit
                        union all
                        select code, number, number from home
                        """)
                .param("compound", compound.value())
                .param(
                        "sequence",
                        Integer.parseInt(
                                first.value().substring(compound.value().length())))
                .param("first", layout.first())
                .param("buildings", layout.buildings())
                .param("units", layout.units())
                .param("floors", layout.floors())
                .param("homes", layout.homes())
                .update();
    }

    private Optional<String> clash(PlaceCode compound, Layout layout) {
        return jdbc.sql("""
                        select name
                          from place
                         where code > :from
                           and code < :to
                           and level = 18
                           and name in (select i || '号楼' from generate_series(:first, :last) i)
                         order by code
                         limit 1
                        """)
                .param("from", compound.from())
                .param("to", compound.to())
                .param("first", layout.first())
                .param("last", layout.last())
                .query(String.class)
                .optional();
    }

    private void mine(PlaceCode code, PlaceLevel level) {
        if (!Acting.current().duty().appoints() || !Acting.current().covers(code)) {
            throw Refusal.forbidden("place.notYours");
        }
        places.place(code);
        if (code.level() != level) {
            throw Refusal.invalid("place.level");
        }
    }

    /** Two who build in one place at once do it one after the other. */
    private void lock(PlaceCode code) {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:code, 0))")
                .param("code", code.value())
                .query((row, n) -> 0)
                .list();
    }

    /** The code after the highest, so that none is used twice. Refuses where so many more do not fit. */
    private PlaceCode next(PlaceCode holder, PlaceLevel level, int many) {
        int highest = jdbc.sql("""
                        select coalesce(max(cast(substr(code, :width) as int)), 0)
                          from place
                         where code > :from
                           and code < :to
                           and level = %d
                        """.formatted(level.digits()))
                .param("width", holder.value().length() + 1)
                .param("from", holder.from())
                .param("to", holder.to())
                .query(Integer.class)
                .single();
        if (highest + many > 999) {
            throw Refusal.invalid("place.full", "most", 999 - highest);
        }
        return holder.child(highest + 1);
    }

    private void unique(PlaceCode holder, PlaceLevel level, String name) {
        boolean there = jdbc.sql("""
                        select exists (
                            select 1
                              from place
                             where code > :from
                               and code < :to
                               and level = %d
                               and name = :name)
                        """.formatted(level.digits()))
                .param("from", holder.from())
                .param("to", holder.to())
                .param("name", name)
                .query(Boolean.class)
                .single();
        if (there) {
            throw Refusal.invalid("place.exists", "name", name);
        }
    }

    private static String named(String name) {
        return Worded.named("place.name", name, LONGEST_NAME);
    }
}
