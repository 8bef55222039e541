/**
 * Before each of the project's test files: commands started by tests write
 * plain text, even where the tests themselves run in colour, as on most
 * continuous integration services.
 */
delete process.env.FORCE_COLOR;
delete process.env.CI;
process.env.NO_COLOR = '1';
