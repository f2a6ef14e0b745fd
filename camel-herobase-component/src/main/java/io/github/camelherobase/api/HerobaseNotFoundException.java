package io.github.camelherobase.api;

/** 404: no such service or no such record. */
public class HerobaseNotFoundException extends HerobaseException {

    public HerobaseNotFoundException(String message, String service) {
        super(message, null, service, 404, false);
    }
}
