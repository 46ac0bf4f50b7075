#pragma once

#include "base/error.h"
#include "models/resultset.h"
#include "pages/appcontext.h"
#include "pages/page.h"

#include <memory>
#include <vector>

class QComboBox;
class QLabel;
class QPushButton;
class QStackedWidget;
class QVBoxLayout;

namespace tokamark::ui {

class Card;
class EmptyState;
class NoticeCard;
class ReportDocument;
class ReportPreview;
class ResultLoader;

/// The page Report: a run answered in words, with its pages as they will be printed. GUI thread; owned by the window.
class ReportPage final : public Page {
    Q_OBJECT

public:
    explicit ReportPage(const AppContext &context, QWidget *parent = nullptr);
    ~ReportPage() override;

    [[nodiscard]] QString title() const override;
    void onShown() override;
    /// Puts a stored run on the page.
    void showRun(RunId run);
    /// The same for what another page has loaded already. Null: nothing.
    void showResults(std::shared_ptr<const ResultSet> results);

Q_SIGNALS:
    /// Another run is on the page.
    void reportShown();

protected:
    void retranslate() override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] QWidget *buildHead();
    [[nodiscard]] QWidget *buildBody();
    void enableActions();
    void showAnswers();
    void showError(const Error &error);
    void save(const QString &suffix, const QString &filter, const QByteArray &bytes);

    AppContext m_context;
    ResultLoader *m_loader;
    std::unique_ptr<ReportDocument> m_document;
    QStackedWidget *m_stack;
    EmptyState *m_empty;
    NoticeCard *m_notice;
    ReportPreview *m_preview;
    int m_pageWidth; ///< in the preview, in device-independent pixels
    QLabel *m_title;
    QLabel *m_run;
    QLabel *m_simulated;
    QPushButton *m_markdown;
    QPushButton *m_html;
    QPushButton *m_pdf;
    QWidget *m_answersArea = nullptr;
    QVBoxLayout *m_answers;
    std::shared_ptr<const ResultSet> m_results;
};

} // namespace tokamark::ui
