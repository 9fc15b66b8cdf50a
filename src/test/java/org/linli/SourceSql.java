package org.linli;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of the sources, read as the compiler reads them: constants, local variables, the arguments of every caller and both
 * sides of a condition are followed; what only the running program knows is a gap that anything may fill. A method that
 * makes a part of a statement is asked for each of its pieces.
 */
final class SourceSql {

    /** What may stand in a statement as the database hears it. */
    record Wanted(String where, String text, boolean whole) {

        boolean isAmong(Set<String> executed) {
            List<String> pieces = new ArrayList<>();
            Pattern pattern = Pattern.compile(regex(pieces));
            // A gap takes long to be tried everywhere, so only where all that must stand there does.
            return executed.stream()
                    .filter(statement -> pieces.stream().allMatch(statement::contains))
                    .map(pattern::matcher)
                    .anyMatch(whole ? Matcher::matches : Matcher::find);
        }

        /** The text with its gaps; what must stand as it is goes into the pieces. */
        private String regex(List<String> pieces) {
            String one = text.replaceAll("\\s+", " ")
                    .replaceAll(" *" + GAP + "[ " + GAP + "]*", GAP)
                    .strip();
            StringBuilder regex = new StringBuilder();
            Matcher special = Pattern.compile(GAP + "|(?<![:\\w]):[a-zA-Z]\\w*").matcher(one);
            int from = 0;
            while (special.find()) {
                pieces.add(one.substring(from, special.start()));
                regex.append(Pattern.quote(pieces.getLast()));
                regex.append(special.group().equals(GAP) ? ".*" : "\\?(?:, ?\\?)*");
                from = special.end();
            }
            pieces.add(one.substring(from));
            return regex.append(Pattern.quote(pieces.getLast())).toString();
        }

        @Override
        public String toString() {
            return where + ": " + text.replaceAll("\\s+", " ").replace(GAP, "…").strip();
        }
    }

    private static final String GAP = "\u0001";
    private static final Set<String> RUN = Set.of(
            "sql",
            "ask",
            "askOne",
            "askOptional",
            "owe",
            "prepareStatement",
            "execute",
            "executeQuery",
            "executeUpdate",
            "copyIn");
    private static final Set<String> NO_SQL = Set.of(
            "put",
            "param",
            "matches",
            "getString",
            "getOrDefault",
            "equals",
            "split",
            "invalid",
            "forbidden",
            "movedOn");

    /** One way a text can come out, and which conditions were so. */
    private record Text(String text, Map<String, Boolean> given) {

        List<Text> then(List<Text> nexts) {
            List<Text> all = new ArrayList<>();
            for (Text next : nexts) {
                Map<String, Boolean> both = new LinkedHashMap<>(given);
                boolean agree = next.given().entrySet().stream()
                        .allMatch(e -> both.merge(e.getKey(), e.getValue(), (a, b) -> a)
                                .equals(e.getValue()));
                if (agree) {
                    all.add(new Text(text + next.text(), both));
                }
            }
            return all;
        }
    }

    private final Map<String, ClassTree> classes = new HashMap<>();
    private final Set<Wanted> wanted = new LinkedHashSet<>();
    private final Set<Tree> asked = new LinkedHashSet<>();
    private final List<CompilationUnitTree> units = new ArrayList<>();

    private final SourcePositions positions;

    private SourceSql(SourcePositions positions) {
        this.positions = positions;
    }

    /** All that the sources under a folder may send to a database. */
    static Set<Wanted> of(Path sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (Stream<Path> files = Files.walk(sources);
                StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            List<Path> java =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask)
                    compiler.getTask(null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(java));
            SourceSql found = new SourceSql(Trees.instance(task).getSourcePositions());
            task.parse().forEach(found.units::add);
            found.readAll();
            return found.wanted;
        }
    }

    private void readAll() {
        units.forEach(unit -> new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitClass(ClassTree tree, @Nullable Void none) {
                classes.put(tree.getSimpleName().toString(), tree);
                return super.visitClass(tree, none);
            }
        }.scan(unit, null));
        units.forEach(this::read);
    }

    private void read(CompilationUnitTree unit) {
        String file = Path.of(unit.getSourceFile().getName()).getFileName().toString();
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
                if (RUN.contains(name(call)) && !call.getArguments().isEmpty()) {
                    ExpressionTree sql = call.getArguments().getFirst();
                    if (!(sql instanceof LambdaExpressionTree) && !(sql instanceof MemberReferenceTree)) {
                        String where =
                                file + ":" + unit.getLineMap().getLineNumber(positions.getStartPosition(unit, call));
                        texts(sql, getCurrentPath()).forEach(text -> wanted.add(new Wanted(where, text.text(), true)));
                    }
                }
                return super.visitMethodInvocation(call, none);
            }
        }.scan(unit, null);
    }

    private static String name(MethodInvocationTree call) {
        return call.getMethodSelect() instanceof MemberSelectTree member
                ? member.getIdentifier().toString()
                : call.getMethodSelect().toString();
    }

    private List<Text> texts(Tree tree, TreePath at) {
        return switch (tree) {
            case ParenthesizedTree inner -> texts(inner.getExpression(), at);
            case LiteralTree literal when literal.getValue() instanceof String text -> List.of(text(text));
            case BinaryTree sum
            when sum.getKind() == Tree.Kind.PLUS ->
                texts(sum.getLeftOperand(), at).stream()
                        .flatMap(left -> left.then(texts(sum.getRightOperand(), at)).stream())
                        .toList();
            case ConditionalExpressionTree choice -> {
                String condition = choice.getCondition().toString();
                List<Text> both = new ArrayList<>();
                both.addAll(new Text("", Map.of(condition, true)).then(texts(choice.getTrueExpression(), at)));
                both.addAll(new Text("", Map.of(condition, false)).then(texts(choice.getFalseExpression(), at)));
                yield both;
            }
            case IdentifierTree known -> named(known.getName().toString(), at);
            case MemberSelectTree constant
            when classes.containsKey(constant.getExpression().toString()) ->
                field(
                        classes.get(constant.getExpression().toString()),
                        constant.getIdentifier().toString(),
                        at);
            case MethodInvocationTree call when name(call).equals("formatted") -> formatted(call, at);
            case MethodInvocationTree call -> {
                pieces(call, at);
                yield List.of(text(GAP));
            }
            default -> List.of(text(GAP));
        };
    }

    private static Text text(String text) {
        return new Text(text, Map.of());
    }

    private List<Text> formatted(MethodInvocationTree call, TreePath at) {
        List<Text> results = texts(((MemberSelectTree) call.getMethodSelect()).getExpression(), at);
        for (int i = 0; i < call.getArguments().size(); i++) {
            List<Text> arguments = texts(call.getArguments().get(i), at);
            Pattern place = Pattern.compile("%" + (i + 1) + "\\$[sd]|%[sd]");
            results = results.stream()
                    .flatMap(result -> new Text("", result.given())
                            .then(arguments).stream()
                                    .map(argument ->
                                            new Text(fill(result.text(), place, argument.text()), argument.given())))
                    .toList();
        }
        return results;
    }

    /** A numbered place is filled wherever it stands, a plain one once. */
    private static String fill(String text, Pattern place, String argument) {
        Matcher found = place.matcher(text);
        if (!found.find()) {
            return text;
        }
        String quoted = Matcher.quoteReplacement(argument);
        return found.group().contains("$")
                ? text.replaceAll(Pattern.quote(found.group()), quoted)
                : found.replaceFirst(quoted);
    }

    /** A local variable, an element of a constant list, a parameter as every caller gives it, or a constant of the class. */
    private List<Text> named(String name, TreePath at) {
        for (TreePath up = at; up != null; up = up.getParentPath()) {
            if (up.getLeaf() instanceof EnhancedForLoopTree loop
                    && loop.getVariable().getName().contentEquals(name)) {
                return elements(loop.getExpression(), at);
            }
            if (up.getLeaf() instanceof MethodTree method) {
                for (int i = 0; i < method.getParameters().size(); i++) {
                    if (method.getParameters().get(i).getName().contentEquals(name)) {
                        return arguments(method, i, up);
                    }
                }
                List<VariableTree> locals = new ArrayList<>();
                new TreeScanner<@Nullable Void, @Nullable Void>() {
                    @Override
                    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void none) {
                        if (tree.getName().contentEquals(name) && tree.getInitializer() != null) {
                            locals.add(tree);
                        }
                        return super.visitVariable(tree, none);
                    }
                }.scan(method.getBody(), null);
                if (!locals.isEmpty()) {
                    return texts(locals.getFirst().getInitializer(), up);
                }
            }
            if (up.getLeaf() instanceof ClassTree type) {
                List<Text> constant = field(type, name, up);
                if (!constant.getFirst().text().equals(GAP)) {
                    return constant;
                }
            }
        }
        return List.of(text(GAP));
    }

    private List<Text> field(ClassTree type, String name, TreePath at) {
        return type.getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field -> field.getName().contentEquals(name) && field.getInitializer() != null)
                .findFirst()
                .map(field -> texts(field.getInitializer(), at))
                .orElse(List.of(text(GAP)));
    }

    private List<Text> elements(ExpressionTree list, TreePath at) {
        if (list instanceof IdentifierTree known) {
            for (TreePath up = at; up != null; up = up.getParentPath()) {
                if (up.getLeaf() instanceof ClassTree type) {
                    for (Tree member : type.getMembers()) {
                        if (member instanceof VariableTree field
                                && field.getName().contentEquals(known.getName())
                                && field.getInitializer() instanceof MethodInvocationTree of) {
                            return of.getArguments().stream()
                                    .flatMap(element -> texts(element, at).stream())
                                    .toList();
                        }
                    }
                }
            }
        }
        return List.of(text(GAP));
    }

    private List<Text> arguments(MethodTree method, int parameter, TreePath at) {
        List<Text> given = new ArrayList<>();
        eachCall(at, (call, path) -> {
            if (name(call).contentEquals(method.getName())
                    && call.getArguments().size() == method.getParameters().size()) {
                given.addAll(texts(call.getArguments().get(parameter), path));
            }
        });
        return given.isEmpty() ? List.of(text(GAP)) : given.stream().distinct().toList();
    }

    private static void eachCall(TreePath at, BiConsumer<MethodInvocationTree, TreePath> each) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void none) {
                each.accept(call, getCurrentPath());
                return super.visitMethodInvocation(call, none);
            }
        }.scan(at.getCompilationUnit(), null);
    }

    /** Each piece that a method of the same class may give to a statement, or that such a call is given. */
    private void pieces(MethodInvocationTree call, TreePath at) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
                if (method.getName().contentEquals(name(call))
                        && "String".equals(String.valueOf(method.getReturnType()))
                        && asked.add(method)) {
                    collect(getCurrentPath());
                }
                return super.visitMethod(method, none);
            }
        }.scan(at.getCompilationUnit(), null);
        if (name(call).equals("collect") && asked.add(call)) {
            collect(new TreePath(at, call));
        }
    }

    private void collect(TreePath of) {
        new TreePathScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void scan(@Nullable Tree tree, @Nullable Void none) {
                if (tree instanceof LiteralTree literal && literal.getValue() instanceof String
                        || tree instanceof BinaryTree sum
                                && sum.getKind() == Tree.Kind.PLUS
                                && sum.toString().contains("\"")
                        || tree instanceof MethodInvocationTree call
                                && name(call).equals("formatted")
                        || tree instanceof IdentifierTree constant
                                && constant.getName().toString().matches("[A-Z][A-Z_]+")) {
                    texts(tree, getCurrentPath()).stream()
                            .filter(text -> !text.text().replace(GAP, "").isBlank())
                            .forEach(text -> wanted.add(new Wanted(
                                    Path.of(of.getCompilationUnit()
                                                    .getSourceFile()
                                                    .getName())
                                            .getFileName()
                                            .toString(),
                                    GAP + text.text() + GAP,
                                    false)));
                    return null;
                }
                return tree instanceof MethodInvocationTree call && NO_SQL.contains(name(call))
                        ? null
                        : super.scan(tree, none);
            }
        }.scan(of, null);
    }
}
