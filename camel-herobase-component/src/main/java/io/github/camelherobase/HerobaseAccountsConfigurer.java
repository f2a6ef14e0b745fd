package io.github.camelherobase;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.GeneratedPropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.support.component.PropertyConfigurerSupport;

import io.github.camelherobase.api.HerobaseAccount;
import io.github.camelherobase.api.HerobaseAccounts;

/** Lets {@code accounts.north.username} be set: an account comes to be when something of it is named. */
public class HerobaseAccountsConfigurer extends PropertyConfigurerSupport
        implements GeneratedPropertyConfigurer, PropertyConfigurerGetter {

    @Override
    public boolean configure(CamelContext context, Object target, String name, Object value, boolean ignoreCase) {
        ((HerobaseAccounts) target).put(name, property(context, HerobaseAccount.class, value));
        return true;
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return HerobaseAccount.class;
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return ((HerobaseAccounts) target).computeIfAbsent(name, created -> new HerobaseAccount());
    }
}
