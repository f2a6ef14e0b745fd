package io.github.camelherobase.api;

/** 403: the account may not call this one service; its credentials are right, and other services may work (observed by public clients). */
public class HerobaseAccessDeniedException extends HerobaseException {

    public HerobaseAccessDeniedException(String message, String service) {
        super(message, null, service, 403, false);
    }
}
