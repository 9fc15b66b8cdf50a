package org.linli.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.linli.identity.Accounts;
import org.linli.kernel.PlaceCode;
import org.linli.organisation.Appointments;
import org.linli.organisation.Organisation;
import org.linli.organisation.Organisations;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.secret.Phone;
import org.linli.resident.Residents;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Builds 杏林街道 of the demo world, the district above it, and the departments that it calls. */
@Component
class StreetCasting {

    static final PlaceCode STREET = new PlaceCode("350211003");
    static final PlaceCode DISTRICT = new PlaceCode("350211");

    private static final int NUMBER = 50;

    private final Organisations organisations;
    private final Appointments appointments;
    private final Residents residents;
    private final Accounts accounts;
    private final Clock clock;
    private final Names names = new Names(new Random(NUMBER));
    private int made;

    StreetCasting(
            Organisations organisations,
            Appointments appointments,
            Residents residents,
            Accounts accounts,
            Clock clock) {
        this.organisations = organisations;
        this.appointments = appointments;
        this.residents = residents;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** The street office: a leader, a clerk and an administrator. */
    @Transactional
    public Actor[] street() {
        String name = "杏林街道办事处";
        UUID office = organisations.found(Organisation.Kind.STREET, name, STREET, "0592-0000100");
        Actor leader = staff("xl-lingdao", office, name, Duty.STREET_LEADER, "街道领导", STREET, "杏林街道");
        Actor clerk = staff("xl-jiedao", office, name, Duty.STREET, "街道工作人员", STREET, "杏林街道");
        staff("xl-guanli", office, name, Duty.ADMINISTRATOR, "系统管理员", STREET, "杏林街道");
        return new Actor[] {leader, clerk};
    }

    /** The departments of the district, each with its liaison; and the office that hears of what is late. */
    @Transactional
    public StreetCast departments(Actor[] street) {
        String above = "集美区吹哨报到协调办公室";
        UUID office = organisations.found(Organisation.Kind.STREET, above, DISTRICT, "0592-0000200");
        staff("jm-qu", office, above, Duty.STREET, "区协调办工作人员", DISTRICT, "集美区");
        return new StreetCast(
                street[0],
                street[1],
                department("jm-shichang", "集美区市场监督管理局", "0592-0000201"),
                department("jm-chengguan", "集美区城市管理局", "0592-0000202"),
                department("jm-xiaofang", "集美区消防救援大队", "0592-0000203"),
                police());
    }

    /** The police station of the street, whose liaison alone sees what is reported of a person. */
    private Actor police() {
        String name = "杏林派出所";
        UUID station = organisations.found(Organisation.Kind.DEPARTMENT, name, STREET, "0592-0000110");
        return staff("xl-jingwu", station, name, Duty.POLICE_LIAISON, "警务联络", STREET, name);
    }

    private Actor department(String account, String name, String phone) {
        UUID id = organisations.found(Organisation.Kind.DEPARTMENT, name, DISTRICT, phone);
        return staff(account, id, name, Duty.DEPARTMENT, "联络员", DISTRICT, name);
    }

    private Actor staff(
            String account,
            UUID organisation,
            String organisationName,
            Duty duty,
            String title,
            PlaceCode place,
            String shown) {
        String name = names.next();
        UUID person = residents.register(name, place, Optional.of(new Phone("10000%02d%04d".formatted(NUMBER, made))));
        UUID appointment = appointments.appoint(person, organisation, duty, title, place, LocalDate.now(clock));
        accounts.openForDemo(person, account, name, shown + " · " + title, NUMBER * 100 + made++);
        return new Actor(
                Optional.of(person),
                name,
                duty,
                title,
                Optional.of(appointment),
                Optional.of(organisation),
                organisationName,
                Optional.of(place));
    }
}
