package io.github.camelherobase.api;

/** 401: the user name or the password is wrong (the status is inferred from the server's framework and was met by public clients). */
public class HerobaseAuthenticationException extends HerobaseException {

    public HerobaseAuthenticationException(String message, String service) {
        super(message, null, service, 401, false);
    }
}
