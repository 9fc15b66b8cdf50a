package org.linli.platform.database;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.PriorityOrdered;
import org.springframework.stereotype.Component;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.util.StringUtils;

/**
 * There is one transaction manager 事务管理器, and each transaction asks for it by its name. Asked for none, the framework reads the
 * annotations of the class at every call to tell which, and that took a twentieth of the application's part of a step.
 */
@Component
final class ManagerByName implements BeanPostProcessor, PriorityOrdered {

    static final String NAME = "transactionManager";

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        return bean instanceof TransactionAttributeSource source ? new Named(source) : bean;
    }

    /** Before whatever is made for the sake of other processors. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    private record Named(TransactionAttributeSource source) implements TransactionAttributeSource {

        @Override
        public boolean isCandidateClass(Class<?> type) {
            return source.isCandidateClass(type);
        }

        @Override
        public boolean hasTransactionAttribute(Method method, @Nullable Class<?> type) {
            return source.hasTransactionAttribute(method, type);
        }

        @Override
        public @Nullable TransactionAttribute getTransactionAttribute(Method method, @Nullable Class<?> type) {
            TransactionAttribute found = source.getTransactionAttribute(method, type);
            if (found instanceof DefaultTransactionAttribute plain && !StringUtils.hasText(plain.getQualifier())) {
                plain.setQualifier(NAME);
            }
            return found;
        }
    }
}
