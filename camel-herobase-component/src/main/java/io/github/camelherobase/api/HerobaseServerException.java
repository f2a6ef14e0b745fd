package io.github.camelherobase.api;

/** 5xx: the server failed. Public clients also saw 500 for mistakes in a request, such as a saved search without a name. */
public class HerobaseServerException extends HerobaseException {

    public HerobaseServerException(String message, String service, int status) {
        super(message, null, service, status, true);
    }
}
