package org.linli;

import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

/**
 * A street of another county 别的街道: 紫荆路街道, whose office stands above neither community of the tests, with one community of
 * its own. 杏林街道 stands above both, so that its office proves nothing about the one and the other.
 */
public final class Far {

    public static final PlaceCode STREET = new PlaceCode("410181005");

    /** 永新路社区, with everybody in it. */
    public final World.Quarter community;

    public final Actor leader;
    public final Actor office;
    public final Actor administrator;
    public final Actor merchant;
    public final Actor volunteer;

    private final World world;
    private final Organisations organisations;

    Far(World world, Organisations organisations) {
        this.world = world;
        this.organisations = organisations;
        this.community = world.founding("410181005003", "永新花园", "yx", "");
        UUID street = founded(Organisation.Kind.STREET, "紫荆路街道办", STREET);
        this.leader = staff("柯街领", street, "紫荆路街道办", Duty.STREET_LEADER, STREET, "far-leader");
        this.office = staff("柯街办", street, "紫荆路街道办", Duty.STREET, STREET, "far-office");
        this.administrator = staff("柯街管", street, "紫荆路街道办", Duty.ADMINISTRATOR, STREET, "far-admin");
        UUID shop = founded(Organisation.Kind.MERCHANT, "永新理发店", community.compound());
        this.merchant = staff("柯邻商", shop, "永新理发店", Duty.MERCHANT, community.compound(), "far-shop");
        UUID team = founded(Organisation.Kind.VOLUNTEERS, "永新志愿队", community.community());
        this.volunteer = staff("柯邻志", team, "永新志愿队", Duty.VOLUNTEER, community.community(), "far-team");
    }

    private UUID founded(Organisation.Kind kind, String name, PlaceCode place) {
        return World.as(World.founder(STREET), () -> organisations.found(kind, name, place, ""));
    }

    private Actor staff(
            String name, UUID organisation, String organisationName, Duty duty, PlaceCode place, String account) {
        return World.as(
                World.founder(STREET), () -> world.engaged(name, organisation, organisationName, duty, place, account));
    }

    @Configuration(proxyBeanMethods = false)
    static class Making {

        /** Built for the tests that ask for it, after the communities. */
        @Bean
        @Lazy
        Far far(World world, Organisations organisations) {
            return new Far(world, organisations);
        }
    }
}
