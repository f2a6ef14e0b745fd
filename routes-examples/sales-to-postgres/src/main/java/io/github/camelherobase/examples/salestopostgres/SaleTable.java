package io.github.camelherobase.examples.salestopostgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The table {@code sale}. */
record SaleTable(DataSource database) {

    /** Makes the table when there is none. */
    void create() throws SQLException, IOException {
        try (InputStream sql = SaleTable.class.getResourceAsStream("/sql/sale.sql");
                Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(sql.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Phone and name of each sale, by phone. */
    List<String> rows() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet sales = statement.executeQuery("SELECT phone, first_name FROM sale ORDER BY phone")) {
            while (sales.next()) {
                rows.add(sales.getString(1) + " " + sales.getString(2));
            }
        }
        return rows;
    }
}
