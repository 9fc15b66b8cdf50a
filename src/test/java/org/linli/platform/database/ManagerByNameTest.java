package org.linli.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.linli.order.Orders;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;

/** Transactions name their manager, and keep a name of their own. */
@LinliTest
class ManagerByNameTest {

    @Autowired
    TransactionAttributeSource used;

    @Test
    void eachTransactionAsksForTheManagerByName() {
        assertThat(Orders.class.getMethods())
                .extracting(method -> used.getTransactionAttribute(method, Orders.class))
                .filteredOn(TransactionAttribute.class::isInstance)
                .isNotEmpty()
                .allSatisfy(found -> assertThat(found.getQualifier()).isEqualTo(ManagerByName.NAME));
    }

    @Test
    void whatIsNamedAlreadyKeepsItsName() throws NoSuchMethodException {
        TransactionAttributeSource source = (TransactionAttributeSource) new ManagerByName()
                .postProcessAfterInitialization(new AnnotationTransactionAttributeSource(false), "any");
        TransactionAttribute found = source.getTransactionAttribute(Apart.class.getMethod("apart"), Apart.class);
        assertThat(found).extracting(TransactionAttribute::getQualifier).isEqualTo("another");
    }

    static class Apart {

        @Transactional("another")
        public void apart() {}
    }
}
