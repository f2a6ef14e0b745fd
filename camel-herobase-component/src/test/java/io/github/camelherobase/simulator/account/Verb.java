package io.github.camelherobase.simulator.account;

/** The method rights (vendor's page: Get, Post, Put, Delete; upper case in the account service's answer). */
public enum Verb {
    GET,
    POST,
    PUT,
    DELETE
}
