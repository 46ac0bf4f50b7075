#include "models/plandocument.h"

#include <QSaveFile>
#include <QUndoCommand>

#include <algorithm>
#include <utility>

namespace tokamark::ui {

bool isSameBackend(const plan::Target &a, const plan::Target &b)
{
    return a.name == b.name && a.url == b.url;
}

/// Two values of the plan. Plans are small, so a snapshot is simpler and safer than a difference.
class PlanDocument::EditCommand final : public QUndoCommand {
public:
    EditCommand(PlanDocument &document, const QString &what, plan::Plan next, QString field)
        : QUndoCommand(what)
        , m_document(document)
        , m_before(document.plan())
        , m_after(std::move(next))
        , m_field(std::move(field))
    {
    }

    void undo() override { m_document.apply(m_before); }
    void redo() override { m_document.apply(m_after); }
    [[nodiscard]] int id() const override { return 1; }

    bool mergeWith(const QUndoCommand *other) override
    {
        const auto *next = static_cast<const EditCommand *>(other); // `id` says so
        if (m_field.isEmpty() || next->m_field != m_field)
            return false;
        m_after = next->m_after;
        setObsolete(m_after == m_before);
        return true;
    }

private:
    PlanDocument &m_document;
    plan::Plan m_before;
    plan::Plan m_after;
    QString m_field;
};

PlanDocument::PlanDocument(QObject *parent)
    : QObject(parent)
{
    connect(&m_undo, &QUndoStack::cleanChanged, this, &PlanDocument::stateChanged);
}

void PlanDocument::replace(plan::Plan plan, const QString &path)
{
    m_undo.clear();
    m_path = path;
    apply(plan);
    Q_EMIT stateChanged();
}

void PlanDocument::edit(const QString &what, plan::Plan next, const QString &field)
{
    if (next == m_plan)
        return;
    m_undo.push(new EditCommand(*this, what, std::move(next), field));
}

PlanDocument::Inclusion PlanDocument::include(const plan::Target &target)
{
    plan::Plan next = m_plan;
    if (std::ranges::any_of(next.targets, [&](const plan::Target &known) { return isSameBackend(known, target); }))
        return Inclusion::Already;
    const bool onlySimulated
        = m_path.isEmpty() && !next.targets.empty() && std::ranges::all_of(next.targets, &plan::Target::isSimulated);
    const Inclusion inclusion
        = onlySimulated && !target.isSimulated() ? Inclusion::InPlaceOfSimulated : Inclusion::Beside;
    if (inclusion == Inclusion::InPlaceOfSimulated)
        next.targets.clear();
    if (std::ranges::find(next.targets, target.name, &plan::Target::name) != next.targets.end())
        return Inclusion::NameTaken;
    next.targets.push_back(target);
    edit(tr("add backend"), std::move(next));
    return inclusion;
}

Expected<void> PlanDocument::open(const QString &path)
{
    auto loaded = plan::loadPlan(path.toStdString());
    if (!loaded)
        return tl::unexpected(std::move(loaded.error()));
    replace(std::move(*loaded), path);
    return {};
}

Expected<void> PlanDocument::saveAs(const QString &path)
{
    const std::string text = plan::toToml(m_plan);
    QSaveFile file(path);
    const bool written = file.open(QIODevice::WriteOnly)
        && file.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size())
        && file.commit();
    if (!written) {
        const ErrorCode code
            = file.error() == QFileDevice::ResourceError ? ErrorCode::DiskFull : ErrorCode::FileUnwritable;
        return fail(code, path.toStdString(), file.errorString().toStdString());
    }
    m_path = path;
    m_undo.setClean();
    Q_EMIT stateChanged();
    return {};
}

void PlanDocument::apply(const plan::Plan &plan)
{
    m_plan = plan;
    Q_EMIT planChanged();
}

} // namespace tokamark::ui
