package com.example.leads;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class LeadsApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(LeadsApplication.class, arguments);
    }
}
