package io.github.camelherobase.benchmark;

import java.io.BufferedReader;
import java.io.InputStreamReader;

/** What a contender does that stays alive: a pass for each line of its input, which says how many leads. */
@FunctionalInterface
interface Passes {

    Sample pass(long leads) throws Exception;

    static void run(Passes contender) throws Exception {
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in));
        for (String line = input.readLine(); line != null; line = input.readLine()) {
            System.out.println(contender.pass(Long.parseLong(line)).toLine());
        }
    }
}
